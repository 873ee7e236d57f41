import type { MemoryRoom } from '../../perf/memory/fit.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { remembered } from '../../units/remembered.ts';
import type { Setup } from '../setups/setups.ts';
import type { FormatOptions } from './format-options.ts';
import { type Plans, roomOf } from './memory.ts';
import { type TextMachine, textMachine } from './text-machine.ts';
import type { Usefulness } from './usefulness.ts';

/** What every try of a model on one system for one need is made with. */
export interface TrialContext {
  readonly catalog: Catalog;
  readonly need: WorkloadNeed;
  readonly yardstick: Usefulness;
  readonly planOf: Plans;
  readonly optionsOf: FormatOptions;
  /** Quality that a format may lose without anybody minding, in points. */
  readonly acceptable_loss: number;
  readonly machineFor: (setup: Setup) => TextMachine | null;
  readonly roomFor: (setup: Setup) => MemoryRoom;
}

/** Machines and memory rooms of a system's setups, each worked out when it is first asked for. */
export function lookups(catalog: Catalog): Pick<TrialContext, 'machineFor' | 'roomFor'> {
  return {
    machineFor: remembered((setup) => textMachine(setup, catalog)),
    roomFor: remembered((setup) => roomOf(setup, catalog)),
  };
}

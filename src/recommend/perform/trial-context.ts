import type { MemoryRoom } from '../../perf/memory/fit.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { Quant } from '../../schema/quant.ts';
import { remembered } from '../../units/remembered.ts';
import type { TokensPerSecond } from '../../units/units.ts';
import type { Setup } from '../setups.ts';
import type { FormatOptions } from './format-options.ts';
import { type Plans, roomOf } from './memory.ts';
import { type TextMachine, textMachine } from './text-machine.ts';
import { gradeOf } from './trial.ts';
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

type Asked = Pick<TrialContext, 'catalog' | 'need' | 'acceptable_loss'>;

/** A format that loses no more of a model than people accept, or that the buyer asked for. */
export const keepsModel = ({ need, acceptable_loss }: Asked, quant: Quant): boolean =>
  need.quant !== null || quant.quality_loss <= acceptable_loss;

/** One way to run a named model. */
interface Way {
  readonly quant: Quant;
  readonly status: Fit['status'];
  readonly decode_tok_s: TokensPerSecond | null;
}

/** How good a way to run the named model that is for this need. */
export function gradeIn(asked: Asked, { quant, status, decode_tok_s }: Way): number {
  const { model_choice } = asked.catalog.workloads[asked.need.id];
  const slowest = model_choice?.min_decode_tok_s.value ?? 0;
  return gradeOf(status, decode_tok_s, keepsModel(asked, quant), slowest);
}

/** Machines and memory rooms of a system's setups, each worked out when it is first asked for. */
export function lookups(catalog: Catalog): Pick<TrialContext, 'machineFor' | 'roomFor'> {
  return {
    machineFor: remembered((setup) => textMachine(setup, catalog)),
    roomFor: remembered((setup) => roomOf(setup, catalog)),
  };
}

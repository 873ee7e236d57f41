import type { Performance, PriceQuote, WorkloadNeed } from '../schema/document.ts';
import type { TextModel } from '../schema/model.ts';
import type { Quant } from '../schema/quant.ts';
import type { System } from '../schema/system.ts';
import type { OperatingSystem, Split } from '../schema/vocabulary.ts';
import type { Gib } from '../units/units.ts';
import type { Exclusion } from './candidate.ts';
import type { Enough } from './enough.ts';
import type { Setup } from './setups/setups.ts';

/** Why the work cannot be done, with the codes of an exclusion. */
export interface Failure extends Exclusion {
  readonly code: 'does_not_fit' | 'no_estimate' | 'no_engine' | 'no_model';
}

/** How text is run there, to be asked again under other loads. */
export interface ChosenRun {
  readonly setup: Setup;
  readonly model: TextModel;
  readonly quant: Quant;
  /** With the number of users it was worked out for, which may be smaller than asked. */
  readonly need: WorkloadNeed;
}

/** One workload on one system: what the document prints, plus what only rules and scores look at. */
export interface Outcome {
  readonly performance: Performance;
  readonly os: OperatingSystem;
  readonly split: Split;
  /** Effective quality of the model at its quant, common scale; null when unknown. */
  readonly quality: number | null;
  readonly fits_one_device: boolean | null;
  readonly fits_half_devices: boolean | null;
  readonly fits_one_node: boolean | null;
  readonly bits_per_weight: number | null;
  /** Quality points that the chosen format loses against the published weights. */
  readonly quality_loss: number | null;
  /** The buyer left the model open, so its quality is part of the choice. */
  readonly model_open: boolean;
  /** Usable memory in GiB where the buyer named no model, and so may want room for models to come; else null. */
  readonly room_gib: Gib | null;
  /** With the model open, more speed than this buys little: a better model would be run instead. Null: all of it counts. */
  readonly enough: Enough | null;
  readonly output_tokens: number;
  /** Usable memory as a multiple of what the work takes; null when it cannot be done. */
  readonly headroom: number | null;
  /** Run with less context than was assumed, since that fits only in a worse format or not at all. */
  readonly shortened: boolean;
  /** Null for other work than text, where nothing runs, and where another machine reads the prompts. */
  readonly chosen: ChosenRun | null;
  /** What else runs comfortably there, worked out only for machines that are explained; null where the model was named. */
  readonly also_runs: (() => Performance['also_runs']) | null;
  /** Set when the system cannot do the work at all. */
  readonly failure: Failure | null;
}

/** Headroom as it is judged: where the context was shortened to fit, no memory counts as free, however much is left. */
export const countedHeadroom = ({ headroom, shortened }: Outcome): number | null =>
  headroom !== null && shortened ? 1 : headroom;

/** A candidate with its outcome for every need, heaviest need first. */
export interface Evaluated {
  readonly system: System;
  readonly price: PriceQuote | null;
  readonly outcomes: readonly Outcome[];
}

/** What it does for every need, heaviest need first. */
export const workOf = ({ outcomes }: Pick<Evaluated, 'outcomes'>): Performance[] =>
  outcomes.map((o) => o.performance);

/** The first outcome of such a job; null where there is none. */
export const jobOf = <K extends 'finetune' | 'image' | 'video'>(
  outcomes: Evaluated['outcomes'],
  kind: K,
): Performance[K] => outcomes.find((o) => o.performance[kind] !== null)?.performance[kind] ?? null;

/** Whether every need can be met and its speed is known. */
export const works = (e: Evaluated): boolean => e.outcomes.every((o) => o.failure === null);

import type { Catalog } from '../../schema/catalog.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Backend, Engine, Split } from '../../schema/vocabulary.ts';
import { type Setup, setupsReading } from '../setups/setups.ts';
import type { EstimateTarget } from './target.ts';

/** One cell, as it was asked about; null is left to us. */
export interface EstimateQuestion {
  readonly target: EstimateTarget;
  readonly model: TextModel;
  readonly quant: Quant | null;
  readonly engine: Engine | null;
  readonly backend: Backend | null;
  readonly split: 'layer' | 'tensor' | null;
  readonly depth: number;
  readonly prompt_tokens: number;
  readonly users: number;
  readonly modelOnly: boolean;
}

/** Tokens of the answer that the cache must hold, too: as many as benchmarks generate. */
export const ANSWER_TOKENS = 128;

/** Tokens that must lie in the cache of every user at the end of an answer. */
export const contextOf = ({ depth, prompt_tokens }: EstimateQuestion): number =>
  depth + prompt_tokens + ANSWER_TOKENS;

/** Ways to run it that satisfy the question, none when there is no engine, backend or format for it. */
export function setupsAsked(q: EstimateQuestion, catalog: Catalog): Setup[] {
  const { system } = q.target;
  return (
    setupsReading(q.quant, { system, os: system.os, users: q.users, named: q }, catalog)
      // One cell is asked about: the same model twice is two of them.
      .filter((s) => s.copies === 1 && (q.backend === null || s.backend === q.backend))
      .map((s) => ({ ...s, split: splitAsked(q.split, s) }))
  );
}

const splitAsked = (asked: EstimateQuestion['split'], { split, memory }: Setup): Split =>
  memory.devices === 1 ? 'none' : (asked ?? split);

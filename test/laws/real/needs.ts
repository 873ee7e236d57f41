import fc from 'fast-check';
import type { Answers } from '../../../src/schema/answers.ts';
import { PRIORITIES, WORKLOADS, type WorkloadId } from '../../../src/schema/vocabulary.ts';
import { said } from '../../fixtures/mini-catalog.ts';

/** Models that buyers name, small and large, dense and sparse; what they stand for is in the catalogue. */
const NAMED: Partial<Record<WorkloadId, readonly string[]>> = {
  chat: ['llama-3.1-8b', 'gpt-oss-20b', 'qwen3.6-35b-a3b', 'gpt-oss-120b', 'llama-3.3-70b'],
  rag: ['qwen3.6-35b-a3b', 'gpt-oss-120b', 'llama-3.3-70b'],
  coding: ['qwen3.6-27b', 'qwen3-coder-next-80b-a3b', 'gpt-oss-120b'],
  serving: ['qwen2.5-7b', 'gpt-oss-20b', 'qwen3.6-35b-a3b'],
  batch: ['llama-3.1-8b', 'qwen3.6-27b'],
  finetune: ['llama-3.1-8b', 'llama-3.1-70b'],
  image: ['flux.1-dev', 'qwen-image'],
  video: ['wan-2.2-ti2v-5b', 'hunyuanvideo'],
};

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Budgets as they are named: round, and as many between 1,000 and 2,000 as between 10,000 and 20,000. */
const budgets = fc
  .double({ min: Math.log(700), max: Math.log(20_000), noNaN: true })
  .map((ln) => Math.round(Math.exp(ln) / 50) * 50);

/** What buyers of today may say. */
export const needs: fc.Arbitrary<Answers> = fc
  .constantFrom(...WORKLOADS)
  .chain(
    (id): fc.Arbitrary<Partial<Answers>> =>
      fc.record({
        workloads: fc.constant([{ id, weight: 1 }]),
        models: fc.oneof(
          { weight: 2, arbitrary: fc.constant<string[]>([]) },
          { weight: 1, arbitrary: fc.constantFrom(...(NAMED[id] ?? [])).map((m) => [m]) },
        ),
        context:
          id === 'image' || id === 'video' || id === 'finetune'
            ? fc.constant(null)
            : maybe(fc.constantFrom(8192, 32_768)),
        users:
          id === 'serving' || id === 'batch' ? maybe(fc.integer({ min: 2, max: 24 })) : fc.constant(null),
        budget_usd: maybe(budgets),
        os: fc.constantFrom('any', 'any', 'linux', 'windows', 'macos'),
        cuda: fc.constantFrom('none', 'none', 'preferred', 'required'),
        condition: fc.constantFrom('new', 'any', 'used'),
        priorities: fc.subarray([...PRIORITIES], { maxLength: 2 }),
      }),
  )
  .map((over) => said(over));

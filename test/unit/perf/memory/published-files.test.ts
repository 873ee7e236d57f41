import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mixtureFileBytes } from '../../../../src/perf/memory/weights.ts';
import { model, PARTS, quant, table } from '../../../fixtures/memory-parts.ts';

const folder = fileURLToPath(new URL('../../../../data/sizes', import.meta.url));
const published = readdirSync(folder).flatMap((name) => table(`sizes/${name}`));

/** Models of every kind of attention and mixture, in formats of every kind of mix. */
const PAIRS: readonly (readonly [model: string, quants: readonly string[]])[] = [
  [
    'llama-3.1-8b',
    ['bf16', 'f16', 'q8_0', 'q6_k', 'q5_k_s', 'q4_k_m', 'q3_k_l', 'q3_k_m', 'q3_k_s', 'q2_k_s', 'iq1_m'],
  ],
  ['llama-3.1-70b', ['q4_k_m']],
  ['gemma-2-9b', ['q5_k_m']],
  ['gemma-2-27b', ['q4_k_m']],
  ['mistral-small-3-24b', ['q4_k_m']],
  ['command-r-plus-104b', ['q3_k_m']],
  ['deepseek-r1-distill-qwen-7b', ['q4_k_m', 'q4_0', 'f16']],
  ['minimax-m2.1', ['q3_k_m', 'q5_1', 'q5_k_m', 'q5_k_s', 'q6_k', 'q8_0']],
  ['glm-4.7', ['q4_k_m', 'q4_k_s', 'q5_k_m', 'q6_k', 'q8_0']],
  ['glm-4.7-flash', ['bf16', 'q8_0']],
  ['gpt-oss-20b', ['f16']],
  ['gpt-oss-120b', ['f16']],
  ['qwen3-next-80b-a3b', ['f16']],
  ['deepseek-v3.1', ['bf16']],
  ['kimi-k2-thinking', ['bf16']],
  ['nemotron-3-nano-30b-a3b', ['bf16']],
  ['nemotron-nano-9b-v2', ['bf16']],
  ['qwen3.5-397b-a17b', ['bf16']],
  ['glm-5.2', ['bf16']],
  ['phi-4-mini', ['bf16']],
  ['gemma-4-31b', ['bf16']],
  ['granite-4.1-8b', ['bf16']],
];

describe('the bytes of a file, from its tensors', () => {
  it.each(PAIRS.flatMap(([id, quants]) => quants.map((q) => [id, q] as const)))(
    '%s in %s are what somebody published, to four digits',
    (id, format) => {
      const bytes = mixtureFileBytes(model(id), quant(format), PARTS.tensor_types);
      const errors = published
        .filter((row) => row['model'] === id && row['quant'] === format && Number(row['digits']) >= 4)
        .map((row) => Math.abs((bytes ?? 0) / 1e9 / Number(row['gb']) - 1));
      expect(Math.min(...errors)).toBeLessThan(0.0005);
    },
  );
});

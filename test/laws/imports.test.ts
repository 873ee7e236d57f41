import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchFormat } from '../../src/catalog/llama-bench/bench-format.ts';
import { readBench } from '../../src/catalog/llama-bench/read-bench.ts';
import { readConfig } from '../../src/imports/config/read-config.ts';
import { readHeader } from '../../src/imports/gguf/header.ts';
import { modelOfGguf } from '../../src/imports/gguf/model-of-gguf.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { DataError } from '../../src/schema/errors.ts';
import { MORE } from '../fixtures/configs/more.ts';
import { gemma4Moe, llama8b, qwen3Next, tiny } from '../fixtures/gguf/models.ts';
import { writeGguf } from '../fixtures/gguf/write-gguf.ts';
import { asCsv, asJson, asJsonl, asMarkdown } from '../fixtures/llama-bench/runs.ts';

/** Whatever a file holds, it is read or refused with its name: nothing else may come out of a reader. */
const { tensor_types } = builtInCatalog();
const headers = [tiny(), gemma4Moe(), qwen3Next(), llama8b()].map((file) => writeGguf(file));

async function refusedAtMost(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    for (const p of (error as DataError).problems) {
      expect(p.file).toBe('x');
      expect(p.message).not.toBe('');
    }
  }
}

const strange = fc.oneof(
  fc.constantFrom(null, -1, 0, 1, 1e9, 1e18, 1e308, '', '12', 'x\u001b[2J', true, [], {}, [1, 2], [[]], 0.5),
  fc.integer(),
);

describe('what stands in a file is read or refused with its place', { timeout: 60_000 }, () => {
  it('a GGUF file with any bytes changed or cut off', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { maxLength: 5 });
    const near = fc.boolean();
    const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...headers), changes, near, cut, async (header, list, early, end) => {
        const bytes = header.slice(0, end === null ? undefined : Math.floor(end * header.length));
        // Most of what matters stands at the beginning.
        const reach = early ? Math.min(1500, bytes.length) : bytes.length;
        for (const [at, value] of list) bytes[Math.floor(at * Math.max(0, reach - 1))] = value;
        const source = {
          name: 'x',
          size: bytes.length,
          read: async (s: number, n: number) => bytes.slice(s, s + n),
        };
        await refusedAtMost(async () => modelOfGguf([await readHeader(source)], tensor_types));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('a configuration with any values in it', async () => {
    const change = fc.tuple(fc.nat(), strange);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(MORE)),
        fc.array(change, { maxLength: 3 }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        async (config, list, end) => {
          const copy = structuredClone(config) as Record<string, unknown>;
          const inner = (copy['text_config'] ?? copy) as Record<string, unknown>;
          const keys = Object.keys(inner);
          for (const [at, value] of list) inner[keys[at % keys.length] ?? ''] = value;
          const text = JSON.stringify(copy);
          await refusedAtMost(() =>
            readConfig({
              name: 'x',
              text: end === null ? text : text.slice(0, Math.floor(end * text.length)),
            }),
          );
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it('a run of llama-bench with anything in it', async () => {
    const known = { device: () => true, devicesIn: () => 1, model: () => true, quant: () => true };
    const field = fc.constantFrom('n_prompt', 'avg_ts', 'model_size', 'gpu_info', 'model_type', 'devices');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(asJson, asJsonl, asCsv, () => asMarkdown()),
        fc.array(fc.tuple(field, strange), { maxLength: 3 }),
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.constantFrom('', '|', '"', '\n', ',', '{', '\u001b'),
        ),
        async (print, list, [at, sign]) => {
          const text = print(Object.fromEntries(list));
          const place = Math.floor(at * text.length);
          const changed = text.slice(0, place) + sign + text.slice(place);
          const format = benchFormat(changed);
          if (format)
            await refusedAtMost(() =>
              readBench({ path: 'x', shown: 'x', text: changed }, format, null, known),
            );
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });
});

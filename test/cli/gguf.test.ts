import { describe, expect, it } from 'vitest';
import { MORE } from '../fixtures/configs/more.ts';
import { llama8b, qwen3Moe, tiny } from '../fixtures/gguf/models.ts';
import { type Value, writeGguf } from '../fixtures/gguf/write-gguf.ts';
import { advise } from './world.ts';

const estimate = (files: Record<string, Uint8Array>, model: string, ...flags: string[]) =>
  advise(['estimate', '--on', 'rtx-4090', '--model', model, '--json', ...flags], { files });

describe('advise with --model FILE.gguf', () => {
  const files = { './my-llama-Q4_K_M.gguf': writeGguf(llama8b()) };

  it('estimates the file at its own format and size', async () => {
    const run = await estimate(files, './my-llama-Q4_K_M.gguf');
    expect(run.code).toBe(0);
    const document = JSON.parse(run.stdout);
    expect(document.model).toEqual({
      id: 'my-llama-q4_k_m.gguf',
      name: 'Meta Llama 3.1 8B Instruct',
      quant: 'Q4_K_M',
    });
    expect(document.footprint.weights_gib).toBeGreaterThan(4);
    expect(run.stderr).toContain('8.03 B parameters, Q4_K_M, 4.91 GB of weights');
    expect(document.assumptions[0].reason).toContain('It is Llama 3.1 8B Instruct');
  });

  it('answers as for the model itself, which it is', async () => {
    const own = JSON.parse((await estimate(files, './my-llama-Q4_K_M.gguf')).stdout);
    const ours = JSON.parse((await estimate(files, 'llama-3.1-8b', '--quant', 'Q4_K_M')).stdout);
    expect(own.decode_tok_s.value / ours.decode_tok_s.value).toBeCloseTo(1, 2);
    expect(own.footprint.kv_gib).toBe(ours.footprint.kv_gib);
  });

  it('recommends and lists machines for it, and repeats the command with the file', async () => {
    const run = await advise(['-w', 'chat', '-b', '3000', '-m', './my-llama-Q4_K_M.gguf', '--json'], {
      files,
    });
    const document = JSON.parse(run.stdout);
    expect(document.ranked[0].model).toMatchObject({ id: 'my-llama-q4_k_m.gguf', quant: 'Q4_K_M' });
    expect(document.command).toContain('--model ./my-llama-Q4_K_M.gguf');
    expect(document.assumptions[0]).toMatchObject({ field: 'imported.my-llama-q4_k_m.gguf' });
    const fit = JSON.parse((await advise(['fit', './my-llama-Q4_K_M.gguf', '--json'], { files })).stdout);
    expect(fit.systems.length).toBeGreaterThan(20);
  });

  it('says which format the file has when another is asked for', async () => {
    const run = await estimate(files, './my-llama-Q4_K_M.gguf', '--quant', 'Q8_0');
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout).error.message).toContain('is Q4_K_M');
  });

  it('lends speeds but no quality to a stranger of the same shape', async () => {
    const strange = { './mine.gguf': writeGguf(llama8b('Grandma 8B')) };
    const document = JSON.parse((await estimate(strange, './mine.gguf')).stdout);
    expect(document.model.name).toBe('Grandma 8B');
    expect(document.assumptions[0].reason).toMatch(/has the shape of .*, whose measured speeds count/);
  });

  it('takes any part of a split file, and wants all of them', async () => {
    const { metadata, tensors } = llama8b();
    const part = (n: number) => `models/big-Q4_K_M-0000${n}-of-00003.gguf`;
    const third = Math.ceil(tensors.length / 3);
    const split: Record<string, Uint8Array> = {
      [part(1)]: writeGguf({ metadata, tensors: tensors.slice(0, third) }),
      [part(2)]: writeGguf({ metadata: { 'split.no': 1 }, tensors: tensors.slice(third, 2 * third) }),
      [part(3)]: writeGguf({ metadata: { 'split.no': 2 }, tensors: tensors.slice(2 * third) }),
    };
    const whole = JSON.parse((await estimate(files, './my-llama-Q4_K_M.gguf')).stdout).footprint.weights_gib;
    for (const n of [1, 2])
      expect(JSON.parse((await estimate(split, part(n))).stdout).footprint.weights_gib).toBe(whole);
    const { [part(3)]: _, ...lacking } = split;
    const run = await estimate(lacking, part(1));
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout).error.message).toContain('00003-of-00003');
  });

  it('goes by the header when the weights are still downloading, and says so', async () => {
    const whole = await estimate({ './t.gguf': writeGguf(tiny(), true) }, './t.gguf');
    expect(whole.stderr).not.toContain('not complete');
    const cut = await estimate({ './t.gguf': writeGguf(tiny(), true).slice(0, -5000) }, './t.gguf');
    expect(cut.code).toBe(0);
    expect(cut.stderr).toContain('not complete');
  });
});

describe('a file that cannot be read is refused with its name and what is wrong', () => {
  const header = writeGguf(llama8b());
  const withCounts = (tensors: bigint, entries: bigint) => {
    const bytes = header.slice();
    const view = new DataView(bytes.buffer);
    view.setBigUint64(8, tensors, true);
    view.setBigUint64(16, entries, true);
    return bytes;
  };
  const named = (metadata: Record<string, Value>) =>
    writeGguf({ ...tiny(), metadata: { ...tiny().metadata, ...metadata } });
  const text = (s: string) => new TextEncoder().encode(s);
  it.each([
    ['empty', new Uint8Array(), /is empty/],
    ['cut off in its magic', text('GG'), /is no GGUF file/],
    ['cut off in its counts', header.slice(0, 20), /ends at byte 20, inside its header/],
    ['cut off in its metadata', header.slice(0, 200), /ends at byte 200, inside its header/],
    ['cut off in its tensor list', header.slice(0, 3000), /ends at byte 3000, inside its header/],
    ['a zip', text('PK\u0003\u0004 and more than twenty-four bytes of it'), /begins with 50 4b 03 04/],
    ['a web page', text('<!doctype html><html><head><title>404'), /is no GGUF file/],
    [
      'of a version to come',
      (() => {
        const b = header.slice();
        b[4] = 9;
        return b;
      })(),
      /version 9/,
    ],
    ['announcing countless tensors', withCounts(2n ** 63n, 3n), /announces 9223372036854775808 tensors/],
    ['announcing countless entries', withCounts(3n, 10n ** 12n), /announces 3 tensors and 1000000000000/],
    ['announcing more than it has', withCounts(90_000n, 11n), /inside its header|cannot be read/],
    [
      'of an unknown architecture',
      named({ 'general.architecture': 'frob9' }),
      /unknown architecture "frob9": needs these fields: params_total_b/,
    ],
    ['of no architecture', writeGguf({ metadata: {}, tensors: [] }), /no architecture is named/],
    ['without weights', writeGguf({ ...llama8b(), tensors: [] }), /only its vocabulary/],
    ['a vision tower', named({ 'general.architecture': 'clip' }), /vision part/],
    ['an adapter', named({ 'general.type': 'adapter' }), /LoRA adapter/],
    [
      'without heads',
      named({ 'llama.attention.head_count': 'four' }),
      /num_attention_heads: must be a whole number/,
    ],
    ['with negative layers', named({ 'llama.block_count': 4294967295 }), /num_hidden_layers/],
  ])('%s', async (_, bytes, said) => {
    const run = await advise(['estimate', '--on', 'rtx-4090', '--model', './bad.gguf'], {
      files: { './bad.gguf': bytes },
    });
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('./bad.gguf');
    expect(run.stderr).toMatch(said);
    expect(run.stderr).not.toContain('this is a bug');
  });

  it('never sends control characters of a file to the terminal', async () => {
    const evil = { 'general.name': 'A\u001b[2JB\u0007', 'general.architecture': 'x\u001b]0;y\u0007' };
    for (const metadata of [evil, { 'general.name': evil['general.name'] }]) {
      const run = await advise(['estimate', '--on', 'rtx-4090', '--model', './e\u001b.gguf'], {
        files: { './e\u001b.gguf': named(metadata) },
      });
      expect((run.stdout + run.stderr).replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('a path is a path however it ends', () => {
  const bytes = writeGguf(llama8b());
  it('knows a GGUF file without its ending, as Ollama keeps them', async () => {
    const blob = '/home/me/.ollama/models/blobs/sha256-667b0c1932bc';
    const run = await estimate({ [blob]: bytes }, blob);
    expect(JSON.parse(run.stdout).model).toMatchObject({
      name: 'Meta Llama 3.1 8B Instruct',
      quant: 'Q4_K_M',
    });
  });

  it('takes a folder for the configuration inside', async () => {
    const config = new TextEncoder().encode(JSON.stringify(MORE['llama-3.2-1b']));
    const run = await estimate({ './Llama-3.2-1B-Instruct/config.json': config }, './Llama-3.2-1B-Instruct/');
    expect(JSON.parse(run.stdout).model.id).toBe('llama-3.2-1b-instruct.config');
  });

  it('keeps two files of one name apart', async () => {
    const files = { './a/m.gguf': bytes, './b/m.gguf': writeGguf(qwen3Moe()) };
    const run = await advise(['-w', 'chat', '-b', '6000', '-m', './a/m.gguf', '-m', './b/m.gguf', '--json'], {
      files,
    });
    expect(JSON.parse(run.stdout).answers.models).toEqual(['m.gguf', 'm.gguf-2']);
  });

  it('leaves names with a slash to the catalogue', async () => {
    const run = await estimate({}, 'Qwen/Qwen3-8B');
    expect(JSON.parse(run.stdout).model.id).toBe('qwen3-8b');
  });
});

import { describe, expect, it } from 'vitest';
import { UNKNOWN_SIZE } from '../../../src/imports/gguf/byte-source.ts';
import type { GgufHeader } from '../../../src/imports/gguf/header.ts';
import { tensorTotals } from '../../../src/imports/gguf/tensor-bytes.ts';

/** Two tensors of a type that no table knows, 4,096 and 1,024 bytes long. */
const file = (size: number): GgufHeader => ({
  file: 'model.gguf',
  metadata: {},
  tensors: [
    { name: 'output.weight', type: null, shape: [64, 64], offset: 0 },
    { name: 'token_embd.weight', type: null, shape: [32, 32], offset: 4096 },
  ],
  size,
  data_offset: 512,
  file_type: null,
});

describe('tensors of a type that nobody knows', () => {
  it('take the space up to the next one, or to the end of the file', () => {
    expect(tensorTotals([file(512 + 4096 + 1024)], 1, {}).bytes).toBe(4096 + 1024);
  });
  it('at the end of a file of unknown size take nothing, rather than all there is', () => {
    expect(tensorTotals([file(UNKNOWN_SIZE)], 1, {}).bytes).toBe(4096);
  });
});

import { describe, expect, it } from 'vitest';
import { estimate } from '../../../src/library/estimate.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { estimateText } from '../../../src/report/estimate.ts';

describe('an estimate in words', () => {
  const document = estimate({ on: 'dgx-spark', model: 'gpt-oss-120b' }, builtInCatalog());
  if (!document?.decode_tok_s) throw new Error('no estimate');
  const { decode_tok_s } = document;
  const text = (...evidence: string[]) =>
    estimateText({ ...document, decode_tok_s: { ...decode_tok_s, evidence } }, 'plain', {
      colour: 0,
      width: undefined,
      unicode: true,
    });

  it('names what it leans on beside the calibration, and how much more there is', () => {
    expect(text('calibration:chip', 'a-tester')).toContain('[calibration:chip, a-tester]');
    expect(text('a', 'b', 'c', 'd')).toContain('[a, b and 2 more]');
    expect(text('a')).toContain('[a]');
  });
  it('says where n-gram tables lie that the memory told does not hold', () => {
    const told = (on: string, quant: string) => {
      const d = estimate({ on, model: 'qwen3.8-flash-next', quant, engine: 'llama.cpp' }, builtInCatalog());
      return d && estimateText(d, 'plain', { colour: 0, width: undefined, unicode: true });
    };
    expect(told('rtx-pro-6000', 'ud-q4_k_xl')).toMatch(/26\.8 GiB of n-gram tables lie on the drive$/m);
    expect(told('framework-desktop-64', 'ud-q2_k_xl')).toMatch(
      /on the drive, and prompts may take twice as long$/m,
    );
    expect(told('dgx-spark', 'ud-q4_k_xl')).not.toContain('n-gram');
  });
});

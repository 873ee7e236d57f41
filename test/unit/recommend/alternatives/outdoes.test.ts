import { describe, expect, it } from 'vitest';
import { outdoes } from '../../../../src/recommend/alternatives/outdoes.ts';
import type { Evaluated, Outcome } from '../../../../src/recommend/evaluated.ts';

const figure = (value: number) => ({ value });
const does = (over: {
  quality?: number;
  decode?: number;
  ttft?: number;
  seconds?: number;
  failure?: object;
}) =>
  ({
    outcomes: [
      {
        quality: over.quality ?? null,
        failure: over.failure ?? null,
        performance: {
          speed: over.decode ? { decode_tok_s: figure(over.decode), ttft_s: figure(over.ttft ?? 1) } : null,
          image: over.seconds ? { seconds: figure(over.seconds) } : null,
        },
      } as unknown as Outcome,
    ],
  }) as unknown as Evaluated;

describe('a machine outdoes another', () => {
  const mine = does({ quality: 1500, decode: 35, ttft: 1 });

  it('with a better model, or more speed from one no worse', () => {
    expect(outdoes(does({ quality: 1501, decode: 5 }), mine)).toBe(true);
    expect(outdoes(does({ quality: 1490, decode: 39 }), mine)).toBe(true);
    expect(outdoes(does({ quality: 1490, decode: 38 }), mine)).toBe(false);
    expect(outdoes(does({ quality: 1400, decode: 360 }), mine)).toBe(false);
    expect(outdoes(does({ quality: 1500, decode: 32 }), mine)).toBe(false);
    expect(outdoes(mine, mine)).toBe(false);
  });
  it('with a shorter wait, if the model is no worse', () => {
    const slow = does({ quality: 1500, decode: 35, ttft: 10 });
    expect(outdoes(does({ quality: 1500, decode: 35, ttft: 9 }), slow)).toBe(true);
    expect(outdoes(does({ quality: 1500, decode: 35, ttft: 9.5 }), slow)).toBe(false);
    expect(outdoes(does({ quality: 1490, decode: 35, ttft: 5 }), slow)).toBe(false);
    expect(outdoes(does({ quality: 1500, decode: 35, ttft: 0.2 }), mine)).toBe(false);
  });
  it('with less time for a job', () => {
    expect(outdoes(does({ seconds: 9 }), does({ seconds: 10 }))).toBe(true);
    expect(outdoes(does({ seconds: 9.5 }), does({ seconds: 10 }))).toBe(false);
    expect(outdoes(does({ seconds: 10 }), does({ seconds: 9 }))).toBe(false);
  });
  it('where the other cannot do it at all', () => {
    expect(outdoes(mine, does({ failure: {} }))).toBe(true);
    expect(outdoes(does({ failure: {} }), mine)).toBe(false);
  });
});

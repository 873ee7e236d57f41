import { describe, expect, it } from 'vitest';
import { placeholdersIn, renderBecause } from '../../../src/rules/because.ts';
import { FACTS } from '../../../src/rules/facts.ts';

describe('renderBecause', () => {
  it('fills figures with their units', () => {
    const text = renderBecause(
      '{model.params_total_b}: {speed.decode_tok_s} after {speed.ttft_s}, {candidate.price_usd}.',
      {
        'model.params_total_b': 70.6,
        'speed.decode_tok_s': 4.83,
        'speed.ttft_s': 47.2,
        'candidate.price_usd': 4699,
      },
    );
    expect(text).toBe('70.6B: 4.8 tok/s after 47 s, $4,699.');
  });

  it('says unknown where nobody knows', () => {
    expect(renderBecause('{speed.ttft_s}', {})).toBe('unknown');
    expect(renderBecause('{speed.ttft_s}', { 'speed.ttft_s': null })).toBe('unknown');
  });

  it('lists its placeholders', () => {
    expect(placeholdersIn('{a} and {b.c}, but not } {')).toEqual(['a', 'b.c']);
  });

  it.each([
    ['fit.headroom_share', 0.123, '12 %'],
    ['need.context', 131072, '131k tokens'],
    ['candidate.bandwidth_gb_s', 273, '273 GB/s'],
    ['candidate.usable_gib', 112.4, '112 GiB'],
    ['finetune.hours', 12.6, '13 h'],
    ['candidate.chip_age_days', 238, '238 days'],
    ['candidate.chip_age_days', 1698, '4.6 years'],
    ['need.users', 10, '10'],
    ['candidate.usd_per_gb', 98.4, '$98 per GB'],
    ['need.tokens_per_day', 100000, '100,000 tokens a day'],
    ['candidate.has_cuda', false, 'no'],
    ['need.workloads', ['chat', 'rag'], 'chat, rag'],
    ['candidate.kind', 'mini-pc', 'mini-pc'],
  ])('shows %s', (name, value, expected) => {
    expect(renderBecause(`{${name}}`, { [name]: value })).toBe(expected);
  });

  it('shows every number fact without an exponent or stray digits', () => {
    for (const [name, spec] of Object.entries(FACTS))
      if (spec.type === 'number')
        expect(renderBecause(`{${name}}`, { [name]: 1234.5678 }), name).not.toMatch(/e\+|\.\d{3}/);
  });
});

import { describe, expect, it } from 'vitest';
import { headline } from '../../../../src/report/answer/headline.ts';
import { answerOf } from '../../../../src/report/answer.ts';
import type { Alternative } from '../../../../src/schema/document.ts';
import { document as d, first } from '../../../fixtures/first-two.ts';

describe('the headline of who owns enough', () => {
  const mine = (over: Partial<Alternative>): Alternative => ({
    ...{ kind: 'own', title: 'Keep it', is_the_answer: true, break_even_days: null, system: null },
    ...{ cost_usd: { value: 0 } as Alternative['cost_usd'], decode_tok_s: null, reasons: [] },
    ...over,
  });
  const step = mine({
    title: 'A step up',
    is_the_answer: false,
    cost_usd: { value: 900 } as Alternative['cost_usd'],
  });
  const said = (...alternatives: Alternative[]) => headline({ ...d, alternatives });
  it('names a purchase only where one does more', () => {
    const enough = mine({ nothing_better: true });
    expect(said(enough)).toBe('Keep it. Nothing within these limits is a step up worth buying');
    expect(said(enough, step)).toBe('Keep it. A step up');
    const reasons = [
      { code: 'beyond_capacity', severity: 'serious' as const, text: 'Does 280M.', sources: [] },
    ];
    expect(said({ ...enough, reasons })).toMatch(/^Keep it, too little for all that you ask\. Nothing /);
    expect(said(mine({}), step)).toMatch(
      new RegExp(`^Keep it. If you buy all the same: ${first.system.name}`),
    );
  });
});

it.each(['beyond_users', 'beyond_capacity', 'beyond_hours'])('says of %s that one is not enough', (code) => {
  const reasons = [{ code, severity: 'serious' as const, text: 'Bears 80.', sources: [] }];
  const ranked = [{ ...first, reasons }, ...d.ranked.slice(1)];
  const [enough, little] = [d.ranked, ranked].map((rows) =>
    headline({ ...d, ranked: rows, alternatives: [] }),
  );
  expect(little).toBe(`${enough}, too little for all that you ask`);
});

it('says that even the best does it poorly, and so does the first line of what to mind', () => {
  const poor = {
    code: 'nothing_worth_buying',
    severity: 'serious' as const,
    text: 'Nothing does it well.',
    sources: [],
  };
  const other = {
    code: 'api_cheaper',
    severity: 'caution' as const,
    text: 'An API costs less.',
    sources: [],
  };
  const caveat = { code: 'beyond_hours', severity: 'serious' as const, text: 'Too slow.', sources: [] };
  const ranked = [{ ...first, reasons: [caveat] }, ...d.ranked.slice(1)];
  const said = { ...d, ranked, alternatives: [], warnings: [other, poor] };
  expect(headline(said)).toMatch(/, which does it poorly$/);
  expect(headline({ ...said, warnings: [other] })).not.toContain('poorly');
  const mind = answerOf(said, 5).sections.find((s) => s.title === 'Mind');
  expect(mind?.lines).toEqual(['Nothing does it well.', 'Too slow.', 'An API costs less.']);
});

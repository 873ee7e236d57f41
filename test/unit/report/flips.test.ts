import { describe, expect, it } from 'vitest';
import { flipLines } from '../../../src/report/answer/flips.ts';
import { answerOf } from '../../../src/report/answer.ts';
import type { Answers } from '../../../src/schema/answers.ts';
import { changedBy } from '../../fixtures/changed-by.ts';
import { answer, mini, offer, withOffers, work } from '../../fixtures/mini-catalog.ts';

describe('what would change the answer', () => {
  const cheapApi = withOffers(
    mini,
    ...Object.keys(mini.models).flatMap((id) => [
      { ...offer(`api:${id}`, 0.1, '2026-11-01'), kind: 'api-input' as const },
      { ...offer(`api:${id}`, 0.2, '2026-11-01'), kind: 'api-output' as const },
    ]),
  );
  const titles = (over: Partial<Answers>) => answerOf(answer(over, cheapApi), 5).sections.map((s) => s.title);
  const asked: Partial<Answers>[] = [
    { tokens_per_day: 1000, budget_usd: 3000 },
    { tokens_per_day: 1000, own: ['card-16'] },
    { tokens_per_day: 1000, own: ['card-24'], models: ['dense-32b'], form: 'any' },
    { own: ['mac-64'] },
    { own: ['card-24'], models: ['dense-32b'] },
    { budget_usd: 2500 },
  ];

  it('is told as that only where buying then is the answer, or nothing else was', () => {
    let [changing, others] = [0, 0];
    for (const over of asked) {
      const d = answer(over, cheapApi);
      const { answer: texts } = flipLines(d);
      for (const f of d.flips.filter(({ system }) => system !== null)) {
        const then = answer({ ...over, ...changedBy(f) }, cheapApi).alternatives;
        const nothingToBuy = then.some((a) => a.is_the_answer);
        expect([f.text, texts.includes(f.text)]).toEqual([f.text, !nothingToBuy]);
        if (nothingToBuy) others++;
        else changing++;
      }
    }
    expect(Math.min(changing, others)).toBeGreaterThan(0);
  });
  it('stands under a title of its own where it is the pick alone', () => {
    const [little = {}] = asked;
    expect(titles(little)).toContain('Changes the pick');
    expect(titles(little)).not.toContain('Would change this');
    const training = { ...work('finetune'), budget_usd: 2500 };
    expect(titles(training)).toContain('Would change this');
    expect(titles(training)).not.toContain('Changes the pick');
  });
});

import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../src/report/answer.ts';
import type { Alternative, Excluded, Flip, Recommendation } from '../../../src/schema/document.ts';
import { answer } from '../../fixtures/mini-catalog.ts';

const d = answer();
const [first] = d.ranked;
const flip = (change: Flip['change'], from: string, to: string | number | null = null): Flip => ({
  change,
  text: `${change} given up.`,
  from,
  to,
  system: null,
});
const service = (kind: Alternative['kind'], title: string): Alternative => ({
  kind,
  title,
  is_the_answer: true,
  cost_usd: null,
  break_even_days: null,
  system: null,
  decode_tok_s: null,
  reasons: ['nothing_worth_buying', 'speed'].map((code) => ({
    code,
    severity: 'info',
    text: code === 'speed' ? 'It runs.' : 'Nothing does it.',
    sources: [],
  })),
});
const nothing = (over: Partial<Recommendation>) =>
  answerOf({ ...d, ranked: [], alternatives: [], flips: [], excluded: [], ...over }, 5);
const lines = (over: Partial<Recommendation>, title: string) =>
  nothing(over).sections.find((s) => s.title === title)?.lines;

describe('where nothing qualifies', () => {
  it('says what to do instead with what it is about, and not again that nothing does it', () => {
    const rent = service('rent', 'Buy nothing: rent a card');
    expect(lines({ alternatives: [rent] }, 'Instead')).toEqual(['Rent a card. It runs.']);
    expect(nothing({ alternatives: [rent] }).headline).toMatch(/^Nothing .*\. Buy nothing: rent a card$/);
  });
  it('answers with what the buyer has before it speaks of the market', () => {
    const own = service('own', 'Buy nothing: your card runs it');
    expect(nothing({ alternatives: [own] }).headline).toMatch(/^Buy nothing: your card runs it\. Nothing /);
  });
  it.each([
    [flip('budget', '100', 3099), '--budget 3099 --os macos --cuda required'],
    [flip('cuda', 'required', 'none'), '--budget 100 --os macos'],
    [flip('several', 'os,cuda'), '--budget 100'],
    [flip('condition', 'new', 'any'), '--budget 100 --os macos --cuda required --condition any'],
  ])('offers the command that has a way out: %j', (way, flags) => {
    const command = 'advise --workload chat --budget 100 --os macos --cuda required';
    const next = nothing({ command, flips: [way] }).commands.find((c) => c.title === 'Next');
    expect(next?.command).toBe(`advise --workload chat ${flags}`);
  });
  it('offers the command that keeps no memory free', () => {
    const command = 'advise --workload chat --keep-free 400GB --os macos';
    const next = nothing({ command, flips: [flip('keep_free', '400', 0)] }).commands[0];
    expect(next?.command).toBe('advise --workload chat --os macos');
  });
  it('offers the other day, and no command where no way out is known', () => {
    const command = 'advise --workload chat --as-of 2020-01-01';
    const next = (flips: Flip[]) => nothing({ command, flips }).commands.find((c) => c.title === 'Next');
    expect(next([flip('as_of', '2020-01-01', '2026-10-31')])?.command).toBe(
      'advise --workload chat --as-of 2026-10-31',
    );
    expect(next([])).toBeUndefined();
  });
  it('says of machines that do it badly what does it better, by name', () => {
    const rent = service('rent', 'Buy nothing: rent a card');
    const { sections } = answerOf({ ...d, alternatives: [rent] }, 5);
    expect(sections.find((s) => s.title === 'Why not buy')?.lines).toEqual([
      'Nothing does it.',
      'Rent a card. It runs.',
    ]);
  });
  it('counts what is ruled out, one as one', () => {
    if (!first) throw new Error('nothing ranked');
    const out = (code: string): Excluded => ({
      system: first.system,
      price_usd: null,
      reasons: [{ code, severity: 'blocking', text: '', sources: [] }],
    });
    const excluded = ['no_cuda', 'over_budget', 'over_budget', 'rule:x'].map(out);
    expect(lines({ excluded }, 'Why')).toContain(
      'Of 4 systems 2 cost more than the budget, 1 has no CUDA, 1 is ruled out by experts’ rules.',
    );
  });
});

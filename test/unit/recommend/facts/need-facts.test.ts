import { expect, it } from 'vitest';
import { needFacts } from '../../../../src/recommend/facts/need-facts.ts';
import type { Answers } from '../../../../src/schema/answers.ts';
import { VENDORS } from '../../../../src/schema/vocabulary.ts';
import { mini, said } from '../../../fixtures/mini-catalog.ts';

const market = { announcedMatch: false, priceTrend90d: null, ownedRunsIt: false };
const makers = (over: Partial<Answers>) => needFacts(said(over), [], mini, market)['need.makers'];

it('the makers that a buyer has not left out', () => {
  expect(makers({})).toEqual(VENDORS);
  expect(makers({ not: ['nvidia', 'laptop'] })).toEqual(VENDORS.filter((v) => v !== 'nvidia'));
  expect(makers({ only: ['apple', 'amd'], not: ['apple'] })).toEqual(['amd']);
  // A kind, or a maker of machines, says nothing of the chips.
  expect(makers({ only: ['laptop', 'asus'] })).toEqual(VENDORS);
});

it('the shortest context of the named language models', () => {
  const ends = (...models: string[]) =>
    needFacts(said({ models }), [], mini, market)['need.model_max_context'];
  expect(ends()).toBeNull();
  expect(ends('moe-120b-a5b')).toBe(131_072);
  expect(ends('moe-120b-a5b', 'dense-32b')).toBe(40_960);
});

import { expect, it } from 'vitest';
import type { Catalog } from '../../../../src/schema/catalog.ts';
import { answer, mini, TODAY } from '../../../fixtures/mini-catalog.ts';

const model = mini.models['moe-120b-a5b'];
if (!model) throw new Error('the small catalogue lacks its large model');
const learned = (day: string): Catalog => ({
  ...mini,
  models: {
    ...mini.models,
    [model.id]: { ...model, engines_since: { 'llama.cpp': { day, source: 'made-up' } } },
  },
});
const engines = (catalog: Catalog): string[] =>
  answer({ models: [model.id] }, catalog).ranked.map((r) => r.engine ?? '');

it('no engine runs a model before the day on which it learned to', () => {
  expect(engines(mini)).toContain('llama.cpp');
  expect(engines(learned(TODAY))).toEqual(engines(mini));
  const later = engines(learned('2999-01-01'));
  expect(later).not.toContain('llama.cpp');
  expect(later.length).toBeGreaterThan(0);
});

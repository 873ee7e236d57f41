import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textModelIndex } from '../../../src/answers/name-index.ts';
import { resolveModel } from '../../../src/catalog/names/model.ts';
import { isUnknown } from '../../../src/catalog/names/resolution.ts';
import { readConfig } from '../../../src/imports/config/read-config.ts';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { activeParameters, parameterBreakdown } from '../../../src/perf/model-parameters.ts';
import type { LayerGroup, TextModel } from '../../../src/schema/model.ts';
import { MORE } from '../../fixtures/configs/more.ts';

const catalog = builtInCatalog();
const published = readFileSync('test/fixtures/configs/published.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { repository: string; config: object });
const ours = (repository: string): TextModel | undefined => {
  const found = resolveModel(textModelIndex(catalog), repository, { alike: true });
  return isUnknown(found) ? undefined : catalog.models[found.id];
};
/** Groups in any order, without what only our files add. */
const groups = (list: readonly LayerGroup[] | undefined) =>
  (list ?? []).map((g) => JSON.stringify(Object.entries(g).sort())).sort();
/** Weights that decode; whether draft layers are published with a model is the publisher's choice. */
const decoding = (m: TextModel) => {
  const parts = parameterBreakdown(m);
  return (parts?.total ?? 0) - (parts?.mtp ?? 0);
};
const as = (config: object, m: TextModel): TextModel => {
  const { model_type: _, ...shape } = readConfig({ name: 'config.json', text: JSON.stringify(config) });
  return { ...m, ...shape };
};

const known = published.flatMap(({ repository, config }) => {
  const model = ours(repository);
  return model ? [[repository, config, model] as const] : [];
});
const more = Object.entries(MORE).map(
  ([id, config]) => [id, config, catalog.models[id] as TextModel] as const,
);

describe('published configurations become the architectures that we know', () => {
  it('covers most architectures of the last two years', () => {
    expect(known.length).toBeGreaterThan(50);
  });

  it.each([...known, ...more])('%s', (_, config, m) => {
    const read = as(config, m);
    expect(groups(read.architecture?.attention)).toEqual(groups(m.architecture?.attention));
    expect(decoding(read) / decoding(m)).toBeCloseTo(1, 2);
    expect((activeParameters(read) ?? 0) / (activeParameters(m) ?? 1)).toBeCloseTo(1, 2);
  });
});

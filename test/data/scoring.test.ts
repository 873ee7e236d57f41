import { describe, expect, it } from 'vitest';
import { scoringSchema } from '../../src/schema/scoring.ts';
import { checkScoring } from '../../src/schema/scoring-check.ts';
import { FORM_CLASSES, SETUP_EFFORTS, UPGRADE_PATHS, WORKLOADS } from '../../src/schema/vocabulary.ts';
import { workloadSchema } from '../../src/schema/workload.ts';
import { compileCurve, scoreAt } from '../../src/scoring/curve.ts';
import { shipped } from '../unit/scoring/a-scoring.ts';
import { idsIn, readYaml } from './read-yaml.ts';

describe('data/scoring.yaml', () => {
  it('is sound', () => {
    expect(checkScoring(shipped)).toEqual([]);
  });

  it.each(WORKLOADS)('%s: base weights are shares out of 100, room on top', (workload) => {
    const { room: _, ...weights } = shipped.weights[workload].weights;
    expect(Object.values(weights).reduce((sum: number, w) => sum + (w ?? 0), 0)).toBe(100);
  });

  it('has a level for every word of the vocabulary', () => {
    expect(Object.keys(shipped.levels.setup).sort()).toEqual([...SETUP_EFFORTS].sort());
    expect(Object.keys(shipped.levels.upgrade).sort()).toEqual([...UPGRADE_PATHS].sort());
    expect(Object.keys(shipped.levels.volume_l).sort()).toEqual([...FORM_CLASSES].sort());
  });

  it('scores decode in chat as the published labels do', () => {
    const curve = shipped.criteria.speed.curves['chat'];
    if (!curve) throw new Error('no chat curve');
    const at = (tok_s: number) => scoreAt(compileCurve(curve), tok_s);
    expect(at(5)).toBeLessThan(0.05);
    expect(at(10)).toBeCloseTo(0.2, 9);
    expect(at(20)).toBeCloseTo(0.36, 2);
    expect(at(40)).toBeCloseTo(0.52, 2);
    expect(at(80)).toBeCloseTo(0.68, 2);
    expect(at(500)).toBe(1);
  });

  it('takes no scalar or table that code does not read, and misses those that it does', () => {
    const faultsOf = (bent: object) =>
      scoringSchema.safeParse(bent).error?.issues.map((i) => i.path.join('.'));
    const { draws, ...constants } = shipped.constants;
    const { setup, ...levels } = shipped.levels;
    expect(faultsOf({ ...shipped, constants })).toEqual(['constants.draws']);
    expect(faultsOf({ ...shipped, constants: { ...constants, draws, drws: draws } })).toEqual(['constants']);
    expect(faultsOf({ ...shipped, levels })).toEqual(['levels.setup']);
    expect(faultsOf({ ...shipped, levels: { ...levels, setup, setups: setup } })).toEqual(['levels']);
  });

  it('finds its flaws', () => {
    const bent = structuredClone(shipped);
    const curve = bent.criteria.price.curves['default'];
    if (!curve) throw new Error('no price curve');
    curve.good.at = curve.poor.at;
    bent.criteria.noise.curves = {
      chatt: { ...curve, poor: { at: 0, score: 0.9 }, good: { at: 1, score: 0.1 } },
    };
    expect(checkScoring(bent).map((p) => p.message)).toEqual(
      expect.arrayContaining([
        'both control points lie at the same value',
        '"chatt" is no workload',
        'the good point must score above the poor one',
        'has a weight, but no curve',
      ]),
    );
  });
});

describe('data/workloads', () => {
  it('has one profile per workload', () => {
    expect(idsIn('workloads')).toEqual([...WORKLOADS].sort());
  });

  it.each(WORKLOADS)('%s keeps the schema, and its prompt fits its context', (id) => {
    const { defaults, kind, model_choice } = workloadSchema.parse(readYaml(`workloads/${id}.yaml`));
    const { context, prompt_tokens, output_tokens } = defaults;
    if (context)
      expect(context.value).toBeGreaterThan((prompt_tokens?.value ?? 0) + (output_tokens?.value ?? 0));
    expect(model_choice !== undefined).toBe(kind === 'text');
  });
});

describe('sources', () => {
  const ids = new Map<string, string>();
  for (const file of idsIn('sources'))
    for (const id of Object.keys(readYaml(`sources/${file}.yaml`) as object))
      if (file === 'rules' || !ids.has(id)) ids.set(id, file);

  it('exist for everything that rules, curves and workloads name', () => {
    const named = [
      ...idsIn('rules').flatMap((id) => (readYaml(`rules/${id}.yaml`) as { sources: string[] }).sources),
      ...sourcesIn(shipped),
      ...idsIn('workloads').flatMap((id) => sourcesIn(readYaml(`workloads/${id}.yaml`))),
    ];
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const used = new Set(named);
    expect([...ids].filter(([id, file]) => file === 'rules' && !used.has(id)).map(([id]) => id)).toEqual([]);
  });
});

/** Every value under a key `source` or `sources`, at any depth. */
function sourcesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'source') return [value as string];
    if (key === 'sources') return value as string[];
    return sourcesIn(value);
  });
}

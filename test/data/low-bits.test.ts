import { describe, expect, it } from 'vitest';
import { firesOn } from '../../src/rules/check-example.ts';
import { compileRule } from '../../src/rules/compile.ts';
import { anyModelSchema } from '../../src/schema/model.ts';
import { ruleSchema } from '../../src/schema/rule.ts';
import { idsIn, readYaml } from './read-yaml.ts';

/** What rules say of formats below four bits, one each. */
const ABOUT_BITS = [
  'fit-another-model',
  'fit-two-bits-for-a-fit',
  'fit-three-bits-for-a-fit',
  'fit-two-bits-of-a-giant',
  'fit-very-low-bits',
];

describe('rules about few bits', () => {
  const rules = ABOUT_BITS.map((id) =>
    compileRule({ id, ...ruleSchema.parse(readYaml(`rules/${id}.yaml`)) }),
  );
  const grid = [true, false].flatMap((model_named) =>
    [true, false].flatMap((quant_named) =>
      [8, 149, 150, 600].flatMap((total) =>
        [0, 12, 13, 25, 59, 60, 130].flatMap((loss) =>
          [1.7, 2.9, 3.4].map((bits) => ({
            'need.model_named': model_named,
            'need.quant_named': quant_named,
            'model.params_total_b': total,
            'model.quality_loss': loss,
            'model.bits_per_weight': bits,
          })),
        ),
      ),
    ),
  );

  it('do not say the same twice', () => {
    for (const facts of grid) {
      const fired = rules.filter((rule) => firesOn(rule, facts as never)).map(({ says }) => says.rule);
      expect(fired.length, `${fired.join(' and ')} on ${JSON.stringify(facts)}`).toBeLessThan(2);
    }
  });

  it('leave a model alone that loses nothing', () => {
    for (const facts of grid.filter((f) => f['model.quality_loss'] <= 12))
      expect(rules.some((rule) => firesOn(rule, facts as never))).toBe(false);
  });
});

describe('what half the size costs', () => {
  /** Dense models of one family and year, smallest first, each with the next larger sister. */
  const models = idsIn('models').flatMap((id) => {
    const m = anyModelSchema.parse(readYaml(`models/${id}.yaml`));
    if (m.kind !== 'text' || !m.quality || !m.released || m.params_active_b < 0.9 * m.params_total_b)
      return [];
    return [
      { kin: `${m.family} ${m.released.slice(0, 4)}`, size: m.params_total_b, quality: m.quality.value },
    ];
  });
  const sorted = models.sort((a, b) => (a.kin < b.kin ? -1 : a.kin > b.kin ? 1 : a.size - b.size));
  const costs = sorted.flatMap((m, i) => {
    const next = sorted[i + 1];
    return next?.kin === m.kin && next.size >= 1.25 * m.size
      ? [(next.quality - m.quality) / Math.log2(next.size / m.size)]
      : [];
  });

  it('is about the 25 points of the rules', () => {
    expect(costs.length).toBeGreaterThan(40);
    const middle = costs.sort((a, b) => a - b)[costs.length >> 1] ?? 0;
    expect(middle).toBeGreaterThan(20);
    expect(middle).toBeLessThan(30);
  });
});

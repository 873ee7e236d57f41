import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { accuracyInputs } from '../../../../src/build/speed-accuracy.ts';
import { replay } from '../../../../src/perf/accuracy/replay.ts';
import { packDesign } from '../../../../src/perf/calibration/design.ts';
import { designRow, newColumns } from '../../../../src/perf/calibration/fit-rows.ts';
import type { Observation } from '../../../../src/perf/calibration/observation.ts';
import { predictRow } from '../../../../src/perf/calibration/solve.ts';
import { PARAMETERS } from '../../../../src/perf/speed/parameters.ts';

const { rows, calibration } = accuracyInputs(fileURLToPath(new URL('../../../../data', import.meta.url)));
const EVERY = 17;
/** The fit may overstep a limit of a parameter by a hair, where the product cuts. */
const MOST_APART = 0.01;
const sample = rows.filter((_, i) => i % EVERY === 0);

/** ln of the rate that the fit's own design gives at the committed coefficients. */
function fitted(o: Observation): number {
  const columns = newColumns();
  const row = designRow(columns, o, { weight: 1, noise: 1, patience: 1 });
  const beta = Float64Array.from(columns.list, ({ parameter, level, key }) => {
    if (parameter === 'source' || level === 'source') return 0;
    const value = calibration.parameters[parameter]?.[level]?.[key]?.[0];
    if (value === undefined) return 0;
    return PARAMETERS[parameter].kind === 'factor' ? Math.log(value) : value;
  });
  return -predictRow(packDesign([row], columns.priors), beta, 0);
}

describe('the fit and the product', () => {
  it('predict the same rate from the same coefficients', () => {
    const apart: number[] = [];
    for (const o of sample) {
      const product = replay(o, calibration);
      if (!product) continue;
      const tokens =
        o.measurement.phase === 'decode' ? o.job.users : o.job.prompt_tokens * Math.max(1, o.job.users);
      const fit = fitted(o) + Math.log(tokens / o.measurement.tok_s);
      apart.push(Math.abs(product.log - fit));
    }
    apart.sort((a, b) => a - b);
    expect(apart.length).toBeGreaterThan(300);
    expect(apart.at(-1)).toBeLessThan(MOST_APART);
  });
});

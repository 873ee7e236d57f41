import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { calibrateBoth, otherEvidence, rounded } from '../../src/build/other-evidence.ts';
import type { DiffusionReport } from '../../src/perf/diffusion/calibrate.ts';
import { calibrateFinetune, type FinetuneReport } from '../../src/perf/finetune/calibrate.ts';

const data = fileURLToPath(new URL('../../data', import.meta.url));
const stored = <R>(name: string) =>
  parse(readFileSync(`${data}/calibration/${name}.yaml`, 'utf8'), { schema: 'core' }) as { report: R };
const evidence = otherEvidence(data);

describe('with each source left out once', () => {
  const finetune = stored<FinetuneReport>('finetune').report;
  const diffusion = stored<DiffusionReport>('diffusion').report;
  it.each([
    ['training speed', finetune.speed, 0.22, 300],
    ['training memory', finetune.memory, 0.15, 250],
    ['diffusion speed', diffusion.speed, 0.2, 600],
    ['diffusion memory', diffusion.memory, 0.15, 130],
  ])('%s is within its target', (_, summary, target, rows) => {
    expect(summary.rows).toBeGreaterThanOrEqual(rows);
    expect(summary.mdape).toBeLessThanOrEqual(target);
    expect(summary.coverage80).toBeGreaterThan(0.75);
    expect(summary.coverage80).toBeLessThan(0.9);
  });
  it('throws out tokens per second that the chip cannot compute, with the arithmetic', () => {
    const vendor = finetune.rejected.filter((r) => r.source === 'nvidia-blog-spark-finetune');
    expect(vendor).toHaveLength(3);
    for (const r of vendor) expect(r.achieved_tflops).toBeGreaterThan(10 * r.reference_tflops);
  });
});

describe('the committed files', { timeout: 300_000 }, () => {
  let { finetune, diffusion } = {} as ReturnType<typeof calibrateBoth>;
  beforeAll(() => {
    ({ finetune, diffusion } = calibrateBoth(evidence));
  }, 300_000);
  it('rest on rows whose devices, models and sources exist', () => expect(evidence.problems).toEqual([]));
  it('are what the command writes today', () => {
    expect(rounded({ ...finetune.calibration, report: finetune.report })).toEqual(stored('finetune'));
    expect(rounded({ ...diffusion.calibration, report: diffusion.report })).toEqual(stored('diffusion'));
  });
  it('do not depend on the order of the rows', () => {
    const { borrowed = {} } = finetune.calibration.speed.utilisation;
    const turned = { ...evidence.finetune, rows: [...evidence.finetune.rows].reverse(), borrowed };
    expect(rounded(calibrateFinetune(turned).calibration)).toEqual(rounded(finetune.calibration));
  });
});

import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { advise } from '../cli/world.ts';

// Situations written down from the rules experts agree on, each with what they would buy and what they would not,
// before anybody looked at what comes out. A case that fails is a wrong rule, weight, price or speed.
vi.setConfig({ testTimeout: 120_000 });

it('agrees with what experts would buy', async () => {
  const file = 'test/judgement/cases.csv';
  const { stdout } = await advise(['evaluate', 'verdicts', file, '--json'], {
    files: { [file]: readFileSync(file, 'utf8') },
  });
  const found = JSON.parse(stdout);
  const failed = found.rows.filter(
    (r: { prediction?: { accepted: boolean } }) => r.prediction?.accepted !== true,
  );
  expect(failed).toEqual([]);
  expect(found.rejected_picks).toBe(0);
  expect(found.rows_total).toBeGreaterThan(30);
});

import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { advise } from '../cli/world.ts';

// What buyers were told by people who know, from pages and repositories outside the facts that shaped the rules. Every
// case was written down before anybody looked at what comes out. Half A was there to learn from; half B was replayed
// once, after the mends that A led to: 30 of 32 accepted, 96.6 % by weight, one rejected pick (VRL-01).
vi.setConfig({ testTimeout: 120_000 });

/** Where we and the source still differ, and why it stays. */
const DISAGREEMENTS: Record<string, Record<string, string>> = {
  a: {
    'FTN-01':
      'Experts differ: 24 GB is named for adapters up to 34B elsewhere, 26 GB by the makers of the training library, 48 GB here.',
  },
  b: {
    'CRG-01': 'A Radeon leads an RTX 3090 by a point under Windows, where the source would take NVIDIA.',
    'VRL-01': 'A 32 GB card that swaps parts leads a 96 GB one by less than half a point.',
  },
};

it.each(Object.keys(DISAGREEMENTS))(
  'agrees with the advice of half %s, but for what is listed',
  async (half) => {
    const file = `test/judgement/advice-${half}.csv`;
    const { stdout } = await advise(['evaluate', 'verdicts', file, '--json'], {
      files: { [file]: readFileSync(file, 'utf8') },
    });
    const found = JSON.parse(stdout);
    const failed = found.rows
      .filter((r: { prediction?: { accepted: boolean } }) => r.prediction?.accepted !== true)
      .map((r: { row: { case_id: string } }) => r.row.case_id);
    expect(failed).toEqual(Object.keys(DISAGREEMENTS[half] ?? {}));
    expect(found.rows_total).toBe(32);
  },
);

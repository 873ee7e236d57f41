import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { advise } from '../cli/world.ts';

// What buyers were told by people who know, from pages and repositories outside the facts that shaped the rules. Every
// case was written down before anybody looked at what comes out. Half A was there to learn from; half B was replayed
// once, after the mends that A led to: 30 of 32 accepted, 96.6 % by weight, one rejected pick (VRL-01). Part C looks
// where A and B are thin, at open models, larger budgets and the turn of 2026: at first 9 of 16, 50 % by weight, and the
// prices of 2025 that were missing then are half of what has been mended since. Part D was written down after that and
// replayed once: 10 of 12, 89.5 % by weight, one rejected pick (MCS-01); since then entry cards of Intel have a host of
// their class. E was there to learn from again: at first 31 of 34, 90.7 % by weight, one rejected pick. F was
// held back from it: 31 of 33, 93.1 %, before and after the mends that E led to. G was written down after them: 17 of 18,
// 96.4 %.
vi.setConfig({ testTimeout: 120_000 });

/** Where we and the source still differ, and why it stays. */
const DISAGREEMENTS: Record<string, Record<string, string>> = {
  a: {
    'LAR-01':
      'A 4080 SUPER leads a 4090 by a third of a point: pictures come in 26 seconds, and it costs half as much.',
  },
  b: {
    'CRG-01': 'A Radeon leads an RTX 3090 by a point under Windows, where the source would take NVIDIA.',
  },
  c: {
    'SEV-01':
      'A budget is a limit here, not a wish: of 15,000 a third is spent, the source spends two thirds.',
    'ENK-02': 'At its real price of that day the 5090 is over the budget; the source has the list price.',
    'ENK-03': 'Five tokens a second from a dense 70B: enough for this source, too slow for the others.',
  },
  d: {
    'MCS-01':
      'A 14B at 4 bits takes 10 of the 11.8 GiB a Mac of 16 GB gives; the source ran out of memory with it.',
  },
  e: {
    'VRT-02':
      'A DGX Spark leads by less than a point, for its price; the source weighs two cards only, to refuse a Spark was our reading.',
  },
  f: {
    'RAH-01': 'A 671B runs at 2 bits in 256 GB, which scores 25 of 100; the source counts 4 bits only.',
  },
  g: {
    'SKD-01':
      'A laptop with an RTX 5080 leads the one with a 5090 by a third of a point, for its price: an 8B in 4 bits needs 7 GiB.',
    'AXO-01': 'Said in 2023, when training in 4 bits needed more memory: one 4090 holds a 14B today.',
  },
};
const SIZES: Record<string, number> = { a: 32, b: 32, c: 16, d: 12, e: 34, f: 33, g: 18 };

it.each(Object.keys(DISAGREEMENTS))(
  'agrees with the advice of part %s, but for what is listed',
  async (part) => {
    const file = `test/judgement/advice-${part}.csv`;
    const { stdout } = await advise(['evaluate', 'verdicts', file, '--json'], {
      files: { [file]: readFileSync(file, 'utf8') },
    });
    const found = JSON.parse(stdout);
    const failed = found.rows
      .filter((r: { prediction?: { accepted: boolean } }) => r.prediction?.accepted !== true)
      .map((r: { row: { case_id: string } }) => r.row.case_id);
    expect(failed).toEqual(Object.keys(DISAGREEMENTS[part] ?? {}));
    expect(found.rows_total).toBe(SIZES[part]);
  },
);

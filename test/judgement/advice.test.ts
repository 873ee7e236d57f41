import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { advise } from '../cli/world.ts';
import { DISAGREEMENTS, SIZES } from './advice-parts.ts';
import { STILL_BOUGHT, takesService } from './headlines.ts';

// What these parts are and how they stood at first: README.md beside this file.
vi.setConfig({ testTimeout: 120_000 });

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
    const known = Object.keys(DISAGREEMENTS[part] ?? {});
    const picks = Object.fromEntries(
      found.rows.map((r: { row: { case_id: string }; prediction?: { top: string | null } }) => [
        r.row.case_id,
        r.prediction?.top ?? null,
      ]),
    );
    expect(
      failed.filter((id: string) => !known.includes(id)).map((id: string) => [id, picks[id]]),
      'lost: mend it, or list it with its reason',
    ).toEqual([]);
    expect(
      known.filter((id) => !failed.includes(id)),
      'won: no longer a disagreement',
    ).toEqual([]);
    const bought = found.rows
      .filter((r: { row: Record<string, string> }) => takesService(r.row))
      .filter((r: { prediction?: { instead: string | null } }) => r.prediction?.instead === null)
      .map((r: { row: { case_id: string } }) => r.row.case_id);
    expect(bought, 'a purchase as headline, where experts take a service').toEqual(
      Object.keys(STILL_BOUGHT[part] ?? {}),
    );
    expect(found.rows_total).toBe(SIZES[part]);
  },
);

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importRaw } from '../../src/build/import-raw.ts';
import { measurementsCsv } from '../../src/catalog/import/measurements-csv.ts';

describe('measured rows of raw tables', () => {
  const { raw, problems, known, result } = importRaw('data');

  it('are what an import gives today', () => {
    const tableOf = (name: string) => join('data', 'measurements', `${name}.csv`);
    const stale = raw.filter((name) => {
      const rows = result.files.get(name);
      const table = existsSync(tableOf(name)) ? readFileSync(tableOf(name), 'utf8') : null;
      return table !== (rows ? measurementsCsv(rows) : null);
    });
    expect(stale, 'run: node src/build/run.mjs src/build/import-measurements.ts').toEqual([]);
  });

  it('have no faults, and sources that are known', () => {
    expect(problems).toEqual([]);
    expect([...result.sources.keys()].filter((id) => !known.has(id))).toEqual([]);
  });
});

import type { Ranked } from '../../schema/document.ts';
import { MOST_FINALISTS } from '../detailed.ts';
import { shortNames } from '../short-names.ts';
import type { Key } from './chart.ts';

/** A machine that every chart shows: always by the same number, colour and dashes. */
export interface Finalist {
  readonly row: Ranked;
  readonly rank: number;
  readonly name: string;
  readonly colour: string;
  readonly dashes: string;
}

const DASHES = ['none', '7 3', '2 3', '10 3 2 3', '5 5', '1 5'];

export function finalistsOf(rows: readonly Ranked[]): Finalist[] {
  const names = shortNames(rows);
  return rows.slice(0, MOST_FINALISTS).map((row, i) => ({
    row,
    rank: row.rank,
    name: names[i] ?? row.system.name,
    colour: `var(--s${i + 1})`,
    dashes: DASHES[i] ?? 'none',
  }));
}

export const keysOf = (finalists: readonly Finalist[]): Key[] =>
  finalists.map((f) => ({
    mark: 'number',
    number: f.rank,
    colour: f.colour,
    dashes: f.dashes,
    name: f.name,
  }));

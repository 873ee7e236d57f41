import type { DataProblem } from '../../schema/errors.ts';
import { groupBy } from '../../units/statistics.ts';
import type { Collections } from '../collections.ts';

/** Prices in other currencies than USD, a note per file: nothing converts them, so nothing is ranked by them. */
export function foreignPrices(all: Collections): DataProblem[] {
  const { prices: places } = all.row_places;
  const own = all.offers.slice(all.offers.length - places.length);
  const foreign = own.flatMap(({ currency }, i) => {
    const place = places[i];
    return place && currency !== 'USD' ? [{ ...place, currency }] : [];
  });
  return [...groupBy(foreign, ({ file }) => file)].flatMap(([file, rows]) => {
    const [first] = rows;
    if (!first) return [];
    const currencies = [...new Set(rows.map(({ currency }) => currency))].sort().join(', ');
    const are = rows.length === 1 ? '1 price is' : `${rows.length} prices are`;
    return [
      {
        file,
        line: first.line,
        column: first.columnOf('currency'),
        path: 'currency',
        message: `${are} in ${currencies}: shown, never used as a price`,
        hint: 'Only USD is ranked by; a row of your own in USD is.',
      },
    ];
  });
}

import type { TableFolder } from '../../schema/data-files.ts';
import { type DataProblem, didYouMean } from '../../schema/errors.ts';
import { OWN_NOTES } from '../../schema/vocabulary.ts';
import type { Collections } from '../collections.ts';
import type { RowPlace } from '../files/parse-files.ts';
import { nearestNames } from '../names/nearest.ts';

/** How a check names a fault and its place. */
export interface Complaints {
  /** In a profile or a file of many things: `devices/<id>`, `sources/<id>`, `rigs.yaml`. */
  at(key: string, path: readonly PropertyKey[], message: string, hint?: string): void;
  /** In the `index`-th row of all rows of a table, at one of its columns. */
  row(folder: TableFolder, index: number, column: string, message: string, hint?: string): void;
  /** In the cell of a row whose place is known. */
  cell(place: RowPlace, column: string, message: string, hint?: string): void;
}

/** One family of checks over the whole of the data. Faults of the catalogue below an overlay have no place and are mute. */
export type Check = (all: Collections, complain: Complaints, today: string) => void;

export function collectComplaints(all: Collections): { complaints: Complaints; problems: DataProblem[] } {
  const problems: DataProblem[] = [];
  const rows = { prices: all.offers, sizes: all.sizes, measurements: all.measurements };
  const complaints: Complaints = {
    at(key, path, message, hint) {
      const place = all.places.get(key);
      const at = place ? place.locate(path) : { line: 0, column: 0 };
      problems.push({
        file: place?.file ?? key,
        ...at,
        path: path.map(String).join('.'),
        message,
        ...(hint ? { hint } : {}),
      });
    },
    row(folder, index, column, message, hint) {
      // Rows of the catalogue below come first and were checked when it was compiled.
      const below = rows[folder].length - all.row_places[folder].length;
      const place = all.row_places[folder][index - below];
      if (place) complaints.cell(place, column, message, hint);
    },
    cell(place, column, message, hint) {
      const { file, line } = place;
      problems.push({
        file,
        line,
        column: place.columnOf(column),
        path: column,
        message,
        ...(hint ? { hint } : {}),
      });
    },
  };
  return { complaints, problems };
}

/** Whether an id exists, or would if its file had no faults of its own. */
export const exists = (all: Collections, known: Readonly<Record<string, unknown>>, id: string): boolean =>
  Object.hasOwn(known, id) || all.unread.has(id);

/** "Did you mean": the nearest known word, as a hint. */
export const near = (word: string, known: Iterable<string>): string | undefined =>
  didYouMean(nearestNames(word, known, 1)) || undefined;

/** The same for sources, which are easier to add than to find. */
export const nearSource = (id: string, known: Iterable<string>): string =>
  near(id, known) ?? `Describe it in a file of sources/, or write ${OWN_NOTES} for what you noted yourself.`;

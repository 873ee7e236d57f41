import type { Recommendation } from '../schema/document.ts';
import { UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { isRecord } from '../units/is-record.ts';

/** The error for what was handed over in place of a recommendation document. */
export const noDocument = (why: string): UsageError =>
  new UsageError(
    `document: is no recommendation document: ${shown(why)}`,
    'Hand over what `recommend(...)` gives, or what `advise --json` wrote, after JSON.parse.',
  );

/** A recommendation document by its head: its kind, its version, and that it has rows. Rows are not looked into. */
export function refuseNoDocument(document: unknown): asserts document is Recommendation {
  if (typeof document === 'string') throw noDocument('it is text');
  if (!isRecord(document)) throw noDocument(`it is ${Array.isArray(document) ? 'a list' : document}`);
  if (document instanceof Promise) throw noDocument('it is a promise, to be awaited');
  const { kind, schema_version, ranked } = document;
  if (kind !== 'recommendation')
    throw noDocument(kind === undefined ? 'it has no kind' : `its kind is "${kind}"`);
  if (schema_version !== 1)
    throw noDocument(
      `its schema_version is ${JSON.stringify(schema_version)}, and 1 is what this release reads`,
    );
  if (!Array.isArray(ranked) || !ranked.every(isRecord)) throw noDocument('it has no rows in "ranked"');
}

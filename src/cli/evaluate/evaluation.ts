import type { UnknownName } from '../../catalog/names/resolution.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { EvaluationSubject } from '../../schema/vocabulary.ts';
import { byKey } from '../../units/order.ts';
import { groupBy } from '../../units/statistics.ts';
import { errorGroup, type Pair } from './error-stats.ts';

/** A measured figure beside its prediction, and the groups its error counts in. */
interface GroupedPair {
  readonly groups: readonly string[];
  readonly pair: Pair;
}

/** One replayed row: a prediction with what of it was measured, or the reason there is none. */
export type Replayed<P> =
  | { readonly prediction: P; readonly pairs: readonly GroupedPair[] }
  | { readonly skipped: string; readonly name?: UnknownName };

/** A measured figure beside its estimate; nothing where either is unknown. */
export function pairOf(
  measured: number | null | undefined,
  estimate: Estimate | null,
  groups: readonly string[],
): GroupedPair[] {
  if (!measured || !estimate) return [];
  const { value: predicted, low, high } = estimate;
  return [{ groups, pair: { measured, predicted, low, high } }];
}

const isSkip = <P>(r: Replayed<P>): r is Extract<Replayed<P>, { readonly skipped: string }> => 'skipped' in r;

/** The document of a replayed file. Groups named in `groups` are there even when no row falls into them. */
export function evaluationOf<S extends Exclude<EvaluationSubject, 'verdicts'>, P>(
  subject: S,
  modelOnly: boolean,
  groups: readonly string[],
  rows: readonly { readonly record: Readonly<Record<string, string>>; readonly result: Replayed<P> }[],
) {
  const results = rows.map(({ result }) => result);
  const skipped = results.flatMap((r) => (isSkip(r) ? [r.skipped] : []));
  const pairs = results.flatMap((r) => (isSkip(r) ? [] : r.pairs));
  const named = new Set([...groups, ...pairs.flatMap((p) => p.groups)]);
  const errorsOf = (name: string) =>
    errorGroup(pairs.filter((p) => p.groups.includes(name)).map(({ pair }) => pair));
  return {
    schema_version: 1 as const,
    kind: 'evaluation' as const,
    subject,
    model_only: modelOnly,
    rows_total: rows.length,
    predicted: rows.length - skipped.length,
    skipped: counts(skipped),
    groups: Object.fromEntries([...named].map((name) => [name, errorsOf(name)])),
    rows: rows.map(({ record, result }) => ({
      row: { ...record },
      prediction: isSkip(result) ? null : result.prediction,
      skipped: isSkip(result) ? result.skipped : null,
    })),
  };
}

/** How many there are of each, in alphabetical order. */
export function counts(codes: readonly string[]): Record<string, number> {
  const groups = groupBy(codes, (code) => code);
  return Object.fromEntries([...groups].map(([code, { length }]) => [code, length] as const).sort(byKey));
}

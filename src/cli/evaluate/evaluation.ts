import type { UnknownName } from '../../catalog/names/resolution.ts';
import type { Estimate } from '../../schema/estimate.ts';
import type { EvaluationSubject } from '../../schema/vocabulary.ts';
import { byKey } from '../../units/order.ts';
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
  const pairs = new Map<string, Pair[]>(groups.map((name) => [name, []]));
  const skipped = new Map<string, number>();
  for (const { result } of rows) {
    if (isSkip(result)) skipped.set(result.skipped, (skipped.get(result.skipped) ?? 0) + 1);
    else
      for (const { groups: names, pair } of result.pairs)
        for (const name of names) listIn(pairs, name).push(pair);
  }
  return {
    schema_version: 1 as const,
    kind: 'evaluation' as const,
    subject,
    model_only: modelOnly,
    rows_total: rows.length,
    predicted: rows.filter((r) => !isSkip(r.result)).length,
    skipped: Object.fromEntries([...skipped].sort(byKey)),
    groups: Object.fromEntries([...pairs].map(([name, list]) => [name, errorGroup(list)])),
    rows: rows.map(({ record, result }) => ({
      row: { ...record },
      prediction: isSkip(result) ? null : result.prediction,
      skipped: isSkip(result) ? result.skipped : null,
    })),
  };
}

function listIn(groups: Map<string, Pair[]>, name: string): Pair[] {
  const known = groups.get(name);
  if (known) return known;
  const list: Pair[] = [];
  groups.set(name, list);
  return list;
}

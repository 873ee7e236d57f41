import type { OwnedRun, Ranked } from '../schema/document.ts';
import type { Comparison } from '../schema/views.ts';
import { priceShort, scoreText } from './values.ts';

type Work = Pick<
  Ranked,
  'workloads' | 'criteria' | 'model' | 'fit' | 'speed' | 'finetune' | 'image' | 'price_usd'
>;

/** One machine beside others: its work, and what it says in the rows that only machines on sale have. */
export interface ComparedRow extends Work {
  readonly system: Pick<Ranked['system'], 'name' | 'kind'>;
  readonly rank: string;
  readonly score: string;
  readonly price: string;
  /** Score points of the rules; null where nobody told them. */
  readonly moved: number | null;
}

/** The machine as a row, none where it does not do the work. */
export function comparedRow({ ranked, owned }: Comparison['systems'][number]): ComparedRow[] {
  if (ranked) return [onSale(ranked)];
  return owned?.runs ? ofOwner(owned) : [];
}

const onSale = (r: Ranked): ComparedRow => ({
  ...r,
  rank: String(r.rank),
  score: `${scoreText(r.score)} (${scoreText(r.score_low)} to ${scoreText(r.score_high)})`,
  price: priceShort(r.price_usd),
  moved: r.rule_points.moved,
});

function ofOwner(run: OwnedRun): ComparedRow[] {
  const [work] = run.workloads;
  if (!work) return [];
  const score = run.score === null ? '?' : scoreText(run.score);
  return [{ ...work, ...run, price_usd: null, rank: 'yours', score, price: 'paid', moved: null }];
}

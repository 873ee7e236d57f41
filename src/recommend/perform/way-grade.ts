import type { Catalog } from '../../schema/catalog.ts';
import type { Fit, WorkloadNeed } from '../../schema/document.ts';
import type { Quant } from '../../schema/quant.ts';
import type { TokensPerSecond } from '../../units/units.ts';

/** What was asked, as far as it decides whether a way to run a named model is a good one. */
interface Asked {
  readonly catalog: Catalog;
  readonly need: WorkloadNeed;
  /** Quality that a format may lose without anybody minding, in points. */
  readonly acceptable_loss: number;
}

/** One way to run a named model. */
interface Way {
  readonly quant: Quant;
  readonly status: Fit['status'];
  readonly decode_tok_s: TokensPerSecond | null;
}

const GRADE = { comfortable: 5, tight: 4, offload: 3, spoilt: 2, crawls: 1 } as const;
export const BEST_GRADE = GRADE.comfortable;
/** Among spoilt formats the better place counts: shares of a grade. */
const STATUS_SHARE = { comfortable: 0.3, tight: 0.2, offload: 0.1, no: 0 } as const;

/** A format that loses no more of a model than people accept, or that the buyer asked for. */
export const keepsModel = ({ need, acceptable_loss }: Asked, quant: Quant): boolean =>
  need.quant !== null || quant.quality_loss <= acceptable_loss;

/**
 * How good a way to run a named model this is: its format comes first, since a model at two bits is another model than
 * the one that was named; then where it lies.
 */
export function gradeOfWay(asked: Asked, { quant, status, decode_tok_s }: Way): number {
  if (!keepsModel(asked, quant)) return GRADE.spoilt + STATUS_SHARE[status];
  if (status !== 'offload') return status === 'comfortable' ? GRADE.comfortable : GRADE.tight;
  const slowest = asked.catalog.workloads[asked.need.id].model_choice?.min_decode_tok_s.value ?? 0;
  return (decode_tok_s ?? 0) >= slowest ? GRADE.offload : GRADE.crawls;
}

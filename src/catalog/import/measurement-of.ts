import type { Measurement } from '../../schema/measurement.ts';
import type { Backend } from '../../schema/vocabulary.ts';
import { statedWeightsGib } from '../measurements/plausibility.ts';
import type { ResolvedRow } from '../measurements/resolve-row.ts';
import { expertShareOnHost } from './row-notes.ts';

/** What a row with resolved names says, in the words of the catalogue: all but who measured it, and how often. */
type MeasuredCell = Omit<Measurement, 'n' | 'date' | 'source' | 'ref' | 'note'>;

export function measuredCell(at: ResolvedRow, backend: Backend): MeasuredCell {
  const { row } = at;
  const weights = statedWeightsGib(at);
  const share = at.offload === 'experts' ? expertShareOnHost(row.notes) : null;
  return {
    device: at.device.id,
    count: at.count,
    nodes: at.nodes,
    engine: at.engine.engine,
    engine_version: row.engine_version,
    backend,
    model: at.model.id,
    quant: at.quant.id,
    ...(weights === null ? {} : { weights_gib: weights }),
    phase: row.phase,
    ...(row.tokens ? { tokens: row.tokens } : {}),
    depth: at.depth,
    concurrency: Math.max(1, Math.round(row.concurrency ?? 1)),
    tok_s: row.tok_s,
    split: at.split,
    ...(at.offload === 'none' ? {} : { offload: at.offload }),
    ...(at.machine.host === null ? {} : { host: at.machine.host }),
    ...(share === null ? {} : { offload_share: share }),
  };
}

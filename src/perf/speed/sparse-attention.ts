import type { EngineProfile } from '../../schema/engine.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Backend } from '../../schema/vocabulary.ts';
import { latestDay } from '../../units/days.ts';
import type { TextJob } from './job.ts';

/** Before every day there is, as days are compared: as text. */
const ALWAYS = '';

/** Since when an engine skips what a model does not attend (YYYY-MM-DD); '' is always, null never. */
export function sparseSince(
  engine: Pick<EngineProfile, 'sparse_attention_since'> | undefined,
  backend: Backend,
  { architecture }: Pick<TextModel, 'architecture'>,
): string | null {
  const said = engine?.sparse_attention_since;
  if (!said) return ALWAYS;
  const choosing = architecture?.attention.filter(({ index_top_k }) => index_top_k !== undefined) ?? [];
  const days = choosing.map(({ kind }) => said[backend]?.[kind] ?? null);
  return days.includes(null) ? null : latestDay(days.map((day) => day ?? ALWAYS));
}

/** Whether the software of the job's day does; the newest where none is named. */
export const attendsSparsely = ({ sparse_since, software }: TextJob): boolean =>
  sparse_since !== null && (software === undefined || software >= sparse_since);

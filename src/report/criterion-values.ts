import { jobSeconds } from '../recommend/main-figure.ts';
import type { CriterionResult, Performance, Ranked } from '../schema/document.ts';
import type { CriterionId } from '../schema/vocabulary.ts';
import { duration, gib, grouped, significant, usd } from '../units/format.ts';
import { secondsFromHours } from '../units/units.ts';
import { figureOf } from './values.ts';

/** What a row tells of the machine whose criteria are shown. */
export type CriterionRow = Pick<Ranked, 'workloads' | 'speed' | 'finetune' | 'image'>;

/** Nobody waits for a batch: what all its requests get together is what counts. */
const isUnwatched = ({ workload }: Performance): boolean => workload === 'batch';

/** From this value on, a rate per money is that of a machine that costs nothing. */
const FREE = 1e12;

/** Criteria that go by the work: of several kinds of it, each has its own value. */
const OF_THE_WORK: ReadonlySet<CriterionId> = new Set(['speed', 'ttft', 'value']);

/** What a criterion measured, with its unit; '-' where it is a level without one. */
export function criterionValue(
  { id, value, assumed }: Pick<CriterionResult, 'id' | 'value' | 'assumed'>,
  row: CriterionRow,
): string {
  if (value === null) return 'unknown';
  if (row.workloads.length > 1 && OF_THE_WORK.has(id)) return perWork(id, row.workloads);
  return `${assumed ? '~' : ''}${CRITERION_VALUES[id](value, row)}`;
}

/** Hours, seconds and tokens a second of several kinds of work have no unit in common: each with its own. */
function perWork(id: CriterionId, works: readonly Performance[]): string {
  const names = works.map((w) =>
    works.some((other) => other !== w && other.workload === w.workload)
      ? `${w.workload} with ${w.model?.name ?? 'an unknown model'}`
      : w.workload,
  );
  if (id === 'value') return `${names.join(' and ')} together`;
  return works.flatMap((w, i) => figureOfWork(id, w).map((figure) => `${names[i]} ${figure}`)).join(', ');
}

/** Its speed, or the wait for its first token; none where that work has no such thing. */
function figureOfWork(id: CriterionId, w: Performance): string[] {
  const text = w.speed;
  if (id === 'ttft') return text ? [text.ttft_s ? duration(text.ttft_s.value) : 'unknown'] : [];
  if (text) {
    const streams = isUnwatched(w) ? text.at.users : 1;
    const decode = text.decode_tok_s && { ...text.decode_tok_s, value: streams * text.decode_tok_s.value };
    return [`${figureOf(decode)} tok/s`];
  }
  const seconds = jobSeconds(w);
  return [seconds === null ? 'unknown' : duration(seconds)];
}

/** A speed as measured, and as counted where it is more than enough. */
function felt(
  counted: number,
  actual: number | undefined,
  better: 1 | -1,
  say: (v: number) => string,
): string {
  const past = actual !== undefined && better * (actual - counted) > 0 && say(actual) !== say(counted);
  return past ? `${say(actual)}, counted as ${say(counted)}` : say(counted);
}

const tokS = (v: number): string => `${significant(v, 2)} tok/s`;

/** Whether the work is a job that ends: training, a picture or a clip. */
const isJob = (row: CriterionRow): boolean => row.speed === null;
const jobsOf = (row: CriterionRow): string => (row.finetune ? 'runs' : row.image ? 'images' : 'clips');

const CRITERION_VALUES: Record<CriterionId, (v: number, row: CriterionRow) => string> = {
  speed: (v, row) => {
    if (row.finetune) return duration(secondsFromHours(v));
    return isJob(row) ? duration(v) : felt(v, row.speed?.decode_tok_s?.value, 1, tokS);
  },
  ttft: (v, row) => felt(v, row.speed?.ttft_s?.value, -1, duration),
  quality: (v) => `${grouped(Math.round(v))} points`,
  capacity: (v) => `${significant(v, 2)} x`,
  room: (v) => gib(v),
  price: (v) => usd(v),
  value: (v, row) =>
    v >= FREE ? 'free' : `${significant(v, 2)} ${isJob(row) ? `${jobsOf(row)} an hour` : 'tok/s'} per $1,000`,
  power: (v) => `${grouped(Math.round(v))} W`,
  noise: (v) => `${significant(v, 2)} dBA`,
  size: (v) => `${significant(v, 2)} L`,
  setup: () => '-',
  software: () => '-',
  upgrade: () => '-',
};

/** Under a table of criteria. */
export const ASSUMED_VALUE = '~ of its kind: nobody stated it of this machine';

/** A note that value counts only speed that is felt: dividing a speed of the table by its price gives more. */
export function valueNote(rows: readonly (CriterionRow & Pick<Ranked, 'criteria'>)[]): string[] {
  const told = (row: Pick<Ranked, 'criteria'>) =>
    row.criteria.find(({ id, value }) => id === 'value' && value !== null && value < FREE);
  const [criterion] = rows
    .filter(({ speed, workloads: [first] }) => speed && first && !isUnwatched(first))
    .map(told);
  return criterion
    ? [
        `${criterion.name} is of the speed as a reply feels it: its wait for the first token counts, and what is past enough counts less`,
      ]
    : [];
}

/** Why different amounts of memory for future models score alike: the budget says how far ahead is looked. */
export function roomNote(rows: readonly Pick<Ranked, 'criteria'>[]): string[] {
  const rooms = rows.flatMap(({ criteria }) => criteria.filter((c) => c.id === 'room'));
  const differ = (of: 'value' | 'score') => new Set(rooms.map((r) => r[of])).size > 1;
  const [room] = rooms;
  return room && differ('value') && !differ('score')
    ? [`${room.name} counts alike for all of these: how far it looks ahead goes by the budget`]
    : [];
}

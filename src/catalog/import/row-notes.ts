import { thousandths } from '../../units/statistics.ts';

/**
 * Free-text notes reduced to the settings that explain a figure. Prose of the sources stays with the sources.
 */
const SETTINGS: readonly (readonly [string, RegExp])[] = [
  ['fa', /\b(?:-?fa[ =]|flash attention )(\w+)/i],
  ['ub', /\b(?:(?:n_)?ubatch|-?ub)[ =](\d+)/i],
  ['b', /(?:\bn_batch|(?<!\S)-b)[ =](\d+)/i],
  ['kv', /\bkv[= ](?!cache|types)([\w./-]+)|\b((?:i?q\d_|f|bf|fp)\w+) kv\b/i],
  ['toolbox', /\btoolbox ([\w.-]+)/i],
  ['rocm', /\brocm (\d[\w.]*)/i],
  [
    'cap_w',
    /(?:power (?:cap|limit)|board power cap)\s+(\d{2,4})\s*w\b|\b(\d{2,4})\s*w (?:power )?(?:cap|limit)\b/i,
  ],
  ['threads', /\bthreads[ =](\d+)|\b(\d+) threads\b/i],
  ['ncmoe', /\bn-?cpu-?moe\s+(\d+)|\bncmoe\s+(\d+)/i],
  ['ngl', /-?\bngl[ =](\d+)/i],
  ['split_mode', /\bsplit mode (\w+)/i],
  ['rate', /\b(aggregate_output)\b|\/ (?:cold )?(ttft)\b|\b(ttft)-derived|\bderived from (?:\w+ )?(ttft)\b/i],
];

/** "fa=1 ub=2048 kv=fp8": settings in a fixed order, '' when the notes name none. */
export function settingsOf(notes: string): string {
  return SETTINGS.flatMap(([name, pattern]) => {
    const match = pattern.exec(notes);
    const value = match?.slice(1).find((group) => group !== undefined);
    return value ? [`${name}=${value.toLowerCase()}`] : [];
  }).join(' ');
}

/** Share of the layers whose experts lay in host memory ("ncmoe 24 of 48"); null when all did, or nothing is said. */
export function expertShareOnHost(notes: string): number | null {
  const said = /\bn-?c(?:pu-?)?moe\s+(\d+) of (\d+)/i.exec(notes);
  const share = said ? Number(said[1]) / Number(said[2]) : 1;
  return share > 0 && share < 1 ? thousandths(share) : null;
}

/** Runs behind a printed figure ("median of 3 runs or builds", "avg of 5 reps"); 1 when not said. */
export function repeatsOf(notes: string): number {
  const said = /(?:median|mean|avg|average) of (\d+) (?:runs|reps|builds|samples)/i.exec(notes);
  return Math.max(1, Number(said?.[1] ?? 1));
}

/** A loose date as its first day: a vague row must not pass as the newest one. Null when there is no date. */
export function firstDay(date: string): string | null {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date.trim());
  return parts ? `${parts[1]}-${parts[2] ?? '01'}-${parts[3] ?? '01'}` : null;
}

/**
 * The first day a loose date can mean: nothing is measured before it is released.
 * @param released days or loose dates of release of what was measured; those outside the period say nothing
 */
export function earliestDay(date: string, released: readonly (string | undefined)[]): string | null {
  const first = firstDay(date);
  if (!first) return null;
  const within = released
    .map((day) => firstDay(day ?? '') ?? '')
    .filter((day) => day.startsWith(date.trim()));
  return [first, ...within].reduce((a, b) => (b > a ? b : a));
}

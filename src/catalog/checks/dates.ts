import type { Collections } from '../collections.ts';
import type { Check, Complaints } from './complaints.ts';

type Dated = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Nothing is dated after today but what is only announced, and time runs forwards: announced, released, ended. Loose
 * dates compare by their common length.
 */
export const checkDates: Check = (all, complain, today) => {
  const past = notAfter(all, complain, today);
  const kinds: Record<string, Dated> = {
    devices: all.devices,
    systems: all.hand_written,
    hosts: all.hosts,
    models: { ...all.models, ...all.diffusion },
  };
  for (const [folder, things] of Object.entries(kinds)) {
    for (const [id, thing] of Object.entries(things)) {
      const key = `${folder}/${id}`;
      past(
        key,
        ['released'],
        thing['released'],
        'Leave it out until it is released; `announced` takes its place.',
      );
      past(key, ['announced'], thing['announced']);
      past(key, ['ended'], thing['ended'], 'Leave it out until the last day has come.');
      past(key, ['sold_out', 'seen'], (thing['sold_out'] as { seen?: string } | undefined)?.seen);
      past(key, ['quality', 'date'], (thing['quality'] as { date?: string } | undefined)?.date);
      const since = (thing['engines_since'] ?? {}) as Record<string, { day?: string }>;
      for (const [engine, { day }] of Object.entries(since)) past(key, ['engines_since', engine, 'day'], day);
      for (const [i, claim] of ((thing['claims'] ?? []) as { date: string }[]).entries())
        past(key, ['claims', i, 'date'], claim.date);
    }
  }
  for (const [id, source] of Object.entries(all.sources)) past(`sources/${id}`, ['date'], source.date);
  for (const [id, { announced, released, ended }] of Object.entries(all.hand_written)) {
    if (before(released, announced))
      complain.at(
        `systems/${id}`,
        ['announced'],
        `announced on ${announced}, after its release on ${released}`,
      );
    if (before(ended, released))
      complain.at(`systems/${id}`, ['ended'], `ended on ${ended}, before its release on ${released}`);
  }
};

/** Checked only in the files at hand: what lies below an overlay may be newer than its user's clock. */
const notAfter =
  (all: Collections, complain: Complaints, today: string) =>
  (key: string, path: readonly PropertyKey[], date: unknown, hint?: string): void => {
    if (typeof date === 'string' && before(today, date) && all.places.has(key))
      complain.at(key, path, `${date} is in the future`, hint);
  };

/** Whether one date is surely earlier: "2026" is not before "2026-03", and unknown dates are before nothing. */
export function before(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) < b.slice(0, length);
}

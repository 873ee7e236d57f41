import type { Ranked } from '../schema/document.ts';
import type { PictureJob } from '../schema/picture-job.ts';
import { enumerated, tokens } from '../units/format.ts';

type Working = Pick<Ranked, 'workloads'>;

const loadOf = (rows: readonly Working[]) =>
  rows.map((r) => r.workloads.find((w) => w.speed)?.speed?.at).find((a) => a !== undefined);

/** Which work the shown rate is of, where several kinds have one. */
function workOf(rows: readonly Working[]): string {
  const texts = rows.map((r) => r.workloads.filter((w) => w.speed)).find((list) => list.length > 1);
  const [first] = texts ?? [];
  return first && texts?.some((w) => w.workload !== first.workload) ? ` for ${first.workload}` : '';
}

/** At which depth and for how many users the rates hold; empty without a rate. */
export function decodeCaption(rows: readonly Working[]): string[] {
  const at = loadOf(rows);
  if (!at) return [];
  return [
    `Decode in tok/s${workOf(rows)} at ${tokens(at.depth)} depth${at.users > 1 ? ` for each of ${at.users} users` : ''}`,
  ];
}

/** Whose context the memory was asked for, and holds, where several users share it. */
export function othersCaption(rows: readonly Pick<Ranked, 'fit'>[]): string[] {
  const usual = rows.find(({ fit }) => fit?.usual_depth !== undefined)?.fit?.usual_depth;
  return usual === undefined ? [] : [`Context of one user, while each other holds ${tokens(usual)} tokens`];
}

/** The caption of decode, and for which prompt the first token is told. */
export function speedCaption(rows: readonly Ranked[]): string[] {
  const [decode] = decodeCaption(rows);
  const at = loadOf(rows);
  if (!at || decode === undefined) return [];
  // Of work that comes second only the first column is shown.
  if (!rows.some((r) => r.workloads[0]?.speed)) return [decode];
  return [
    `${decode}, first token for a prompt of ${tokens(at.prompt_tokens)} tokens${at.users > 1 ? ' while no other is being read' : ''}`,
  ];
}

/** Whether more waits in main memory than it holds: the rest is read from disk, in a time nobody has measured. */
export const waitsOnDisk = ({ kept_in, gib, host_ram_gb }: NonNullable<PictureJob['off_device']>): boolean =>
  kept_in === 'main_memory' && host_ram_gb !== null && gib > host_ram_gb;

/** The machines whose pictures take longer than their row says, by name while they are few. */
export function diskCaption(
  rows: readonly (Pick<Ranked, 'image' | 'video'> & { readonly system: Pick<Ranked['system'], 'name'> })[],
): string[] {
  const slower = rows.filter((r) => {
    const off = (r.image ?? r.video)?.off_device;
    return off !== undefined && waitsOnDisk(off);
  });
  if (slower.length === 0) return [];
  const names = slower.slice(0, MOST_NAMED).map((r) => r.system.name);
  const more = slower.length - names.length;
  const which = enumerated(more > 0 ? [...names, `${more} more`] : names);
  return [`Longer than told, since main memory does not hold all the weights that wait there: ${which}`];
}
const MOST_NAMED = 3;

/** Whose a peak is, and what its second figure is. */
export function peakCaption(rows: readonly Ranked[]): string[] {
  if (rows.some(({ workloads: [w] }) => w?.finetune?.shared_by))
    return ['Peak: on each of the cards that share a model'];
  const off = rows.flatMap(({ workloads: [w] }) => (w?.image ?? w?.video)?.off_device ?? []);
  if (off.length === 0) return [];
  const where = [...new Set(off.map((o) => (o.kept_in === 'disk' ? 'on disk' : 'in main memory')))];
  return [`Peak: on the device + weights that wait ${where.join(' or ')} meanwhile`];
}

import type { Catalog } from '../../schema/catalog.ts';
import type { Alternative, Performance, Reason, WorkloadNeed } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { constant } from '../../scoring/model.ts';
import { digitsFor, duration, significant } from '../../units/format.ts';
import { ascending } from '../../units/order.ts';
import { secondsFromHours } from '../../units/units.ts';
import { bareCards, UNKNOWN_MEMORY_GB } from '../bare-cards.ts';
import type { Evaluated } from '../evaluated.ts';
import { formatName, modelName } from '../prose/names.ts';
import type { AlternativesInput } from './alternatives.ts';
import { outdoes } from './outdoes.ts';

/**
 * Keep what you own: each owned machine that does the whole job at a usable speed, best score first. Being paid for makes
 * up for a pick that is a little better at the work, not for one that runs what the owned machine cannot. `hardly_used`:
 * so little is asked that a hosted API would do it for a few dollars, which an owned machine does for nothing. `upgrade`:
 * there is something that does it better for its price.
 */
export function ownAlternatives(
  input: AlternativesInput,
  { hardly_used, upgrade }: { readonly hardly_used: boolean; readonly upgrade: boolean },
): Alternative[] {
  const [pick] = input.field;
  const best = pick?.score.score ?? -1;
  const least = (pick && input.merit(pick.evaluated)) ?? 0;
  const shortfall = constant(input.catalog.scoring, 'own_shortfall');
  return input.owned
    .map((e) => input.judge(e))
    .filter((j) => doesTheJob(j.evaluated, input.needs, input.catalog, 'readable'))
    .sort((a, b) => (b.score.score ?? 0) - (a.score.score ?? 0))
    .map((j) => {
      const p = j.evaluated.outcomes[0]?.performance;
      const decode = p?.speed?.decode_tok_s ?? null;
      const usable = doesTheJob(j.evaluated, input.needs, input.catalog, 'usable');
      const merit = input.merit(j.evaluated) ?? 0;
      const beaten = pick !== undefined && outdoes(pick.evaluated, j.evaluated);
      const as_good = !beaten || ((j.score.score ?? 0) >= best && merit >= least - shortfall);
      const enough = usable && (input.answers.models.length > 0 || as_good);
      const answer = isSound(j.evaluated, input.needs, input.catalog) && (enough || hardly_used);
      return {
        kind: 'own' as const,
        title: answer
          ? `Buy nothing: your ${j.evaluated.system.name} ${doing(p)}`
          : `Your ${j.evaluated.system.name} already ${doing(p)}`,
        is_the_answer: answer,
        cost_usd: { value: 0, per: 'total' as const, source: 'own-price', observed: input.asOf },
        break_even_days: null,
        system: j.evaluated.system.id,
        decode_tok_s: decode,
        ...(pick && !beaten && !upgrade ? { nothing_better: true as const } : {}),
        reasons: [
          ...(answer && !enough ? [littleAsked] : []),
          ...hostMemory(j.evaluated, p),
          ...besidePick(j.evaluated, pick?.evaluated),
        ],
      };
    });
}

/** What it does and how fast: "runs Qwen3.8 27B at Q4_K_M, decoding at 42 tok/s", "trains ... with QLoRA in 3.2 h". */
function doing(p: Performance | undefined): string {
  if (!p?.model) return 'runs it';
  const { name, quant } = p.model;
  const format = formatName(quant);
  if (p.finetune) {
    const { hours } = p.finetune;
    return `trains ${name} with ${format}${hours ? ` in ${duration(secondsFromHours(hours.value))}` : ''}`;
  }
  const where = p.fit?.status === 'offload' ? ', part of it in system memory' : '';
  const decode = p.speed?.decode_tok_s;
  const job = p.image?.seconds ?? p.video?.seconds;
  const how = decode
    ? `, decoding at ${significant(decode.value, digitsFor(decode.basis))} tok/s`
    : job
      ? ` in ${duration(job.value)} per ${p.image ? 'image' : 'clip'}`
      : '';
  return `runs ${name} at ${format}${where}${how}`;
}

/** Kept for how little it has to do, not for how well it does it. */
const littleAsked: Reason = {
  code: 'own_little_asked',
  severity: 'info',
  text: 'So little is asked that what you own will do, weaker as it is.',
  sources: [],
};

/** What the pick would run in its place, and how fast. */
function besidePick(mine: Evaluated, pick: Evaluated | undefined): Reason[] {
  const [theirs, own] = [pick && runsAt(pick), runsAt(mine)];
  if (!theirs || !own || theirs === own) return [];
  const text = `Yours runs ${own}; ${pick?.system.name} would run ${theirs}.`;
  return [{ code: 'own_beside_pick', severity: 'info', text, sources: [] }];
}

/** Of a card that needs system memory to do it: how much was taken for granted. */
function hostMemory({ system }: Evaluated, p: Performance | undefined): Reason[] {
  const ram_gb = system.host?.ram_gb;
  if (p?.fit?.status !== 'offload' || ram_gb === undefined) return [];
  const text = `Taken for granted: ${ram_gb} GB of memory in the PC around it.`;
  return [{ code: 'own_host_memory', severity: 'caution', text, sources: [] }];
}

/** What is owned as machines: equal cards stand in one. */
export function ownedSystems(own: readonly string[], catalog: Catalog): System[] {
  return [...new Set(own)].flatMap(
    (id) => ownedSystem(id, catalog, own.filter((other) => other === id).length) ?? [],
  );
}

/** The owned thing as a system: itself, or the plainest build around so many of an owned card, free of charge. */
export function ownedSystem(id: string, catalog: Catalog, count = 1): System | null {
  const system = catalog.systems[id];
  if (system) return system;
  const device = catalog.devices[id];
  if (!device) return null;
  const cards = device.memory.kind === 'vram' ? count : 1;
  const name = cards > 1 ? `${cards}x ${device.name}` : device.name;
  const build = plainestBuild(id, cards, catalog);
  if (build) return { ...build, id, name };
  const around = cards > 1 ? plainestBuild(id, 1, catalog) : null;
  if (around)
    return {
      ...around,
      id,
      name,
      devices: [{ device: id, count: cards }],
      memory_gb: around.memory_gb * cards,
      power: {},
      parts: [],
    };
  return bareCards(device, cards, device.memory.capacity_gb ?? UNKNOWN_MEMORY_GB, 'turnkey');
}

function plainestBuild(id: string, count: number, catalog: Catalog): System | null {
  const ram = (s: System) => s.host?.ram_gb ?? 0;
  const [build] = Object.values(catalog.systems)
    .filter((s) => s.devices.length === 1 && s.devices[0]?.device === id && s.devices[0].count === count)
    .sort((a, b) => ram(a) - ram(b) || a.parts.length - b.parts.length || ascending(a.id, b.id));
  return build ?? null;
}

/** Model, format and decode of its heaviest work; null for other work than text. */
export function runsAt({ outcomes }: Evaluated): string | null {
  const { speed, model } = outcomes[0]?.performance ?? {};
  const decode = speed?.decode_tok_s;
  return decode && model
    ? `${modelName(model)} at ${significant(decode.value, digitsFor(decode.basis))} tok/s`
    : null;
}

/** Named models run in a format that leaves them what they are, or in the very one that was asked for. */
export const isSound = (e: Evaluated, needs: readonly WorkloadNeed[], catalog: Catalog): boolean =>
  e.outcomes.every(
    (o, i) =>
      o.model_open ||
      needs[i]?.quant != null ||
      (o.quality_loss ?? 0) <= constant(catalog.scoring, 'acceptable_quality_loss'),
  );

/** `usable`: what the workload asks of a machine one would buy. `readable`: fast enough to keep what one has. */
export type Floor = 'usable' | 'readable';

/**
 * Every need is met: it fits, and it is no slower than the floor. Experts in system memory can be fast enough to keep a
 * card for; what is only just readable like that is not.
 */
export function doesTheJob(
  e: Evaluated,
  needs: readonly WorkloadNeed[],
  catalog: Catalog,
  floor: Floor,
): boolean {
  return e.outcomes.every((o, i) => {
    if (o.failure) return false;
    const { fit, speed, image, video, finetune } = o.performance;
    if (fit?.status === 'no') return false;
    if (!speed) return (image ?? video)?.seconds != null || finetune?.hours != null;
    const workload = needs[i]?.id;
    const choice = workload ? catalog.workloads[workload].model_choice : undefined;
    if (!speed.decode_tok_s) return false;
    if (!choice) return true;
    const asked: Floor = fit?.status === 'offload' ? 'usable' : floor;
    const slowest =
      asked === 'usable'
        ? choice.min_decode_tok_s.value
        : Math.min(choice.min_decode_tok_s.value, constant(catalog.scoring, 'own_floor_decode_tok_s'));
    const longest =
      asked === 'usable'
        ? choice.max_ttft_s.value
        : choice.max_ttft_s.value * constant(catalog.scoring, 'own_patience');
    return speed.decode_tok_s.value >= slowest && (speed.ttft_s === null || speed.ttft_s.value <= longest);
  });
}

import { claimsItsShare } from '../../perf/memory/engine-habits.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { EngineProfile } from '../../schema/engine.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import {
  type Backend,
  ENGINES,
  type Engine,
  type OperatingSystem,
  type Purpose,
  type Split,
} from '../../schema/vocabulary.ts';
import type { GbPerSecond, Gib } from '../../units/units.ts';
import { commonBackends, isStandIn } from './backends.ts';
import { copiesOf } from './copies.ts';
import { partsOfUnlike } from './unlike.ts';
import { deviceCount, lessKept, type UsableMemory, usableMemory } from './usable-memory.ts';

/** One way to run text on a system: OS, engine, backend, split, and the memory that leaves. */
export interface Setup {
  readonly os: OperatingSystem;
  /** The engine needs a Linux of its own under Windows. */
  readonly in_wsl?: true;
  readonly engine: Engine;
  readonly backend: Backend;
  readonly split: Split;
  readonly memory: UsableMemory;
  /** What of the system does the work: all of it, one kind of its devices where they differ, or the share of one copy. */
  readonly on: System;
  /** Servers side by side, each with the whole model on its share of equal devices and of the users; memory is of one. */
  readonly copies: number;
  /** Where another machine of the system reads the prompt and hands its cache over: how it runs there. */
  readonly prefill: { readonly setup: Setup; readonly link_gb_s: GbPerSecond } | null;
}

/** What somebody asked for by name, whether we would advise it or not. */
interface Named {
  readonly engine: Engine | null;
  readonly backend: Backend | null;
}
const NOTHING_NAMED: Named = { engine: null, backend: null };

interface Where {
  readonly system: System;
  /** Operating systems that satisfy the buyer. */
  readonly os: readonly OperatingSystem[];
  readonly named?: Named;
  /** Memory that something else holds meanwhile. */
  readonly keep_free_gib?: Gib | undefined;
}

interface SetupQuestion extends Where {
  readonly purpose: Purpose;
  readonly users: number;
}

/** What one server can be. `batching`: also an engine that claims its share, which one user has no gain from. */
interface ServerQuestion extends Where {
  readonly purpose: Purpose;
  readonly batching: boolean;
}

/**
 * All setups of a system for a purpose, over the operating systems that satisfy the buyer. An engine needs a backend
 * that every device offers under that OS. Engines that claim their share of memory are made to batch: they appear when
 * several users share the machine, and on machines joined by RDMA, which they alone use; for one user of one machine
 * they bring set-up effort without gain.
 */
export function setupsFor(question: SetupQuestion, catalog: Catalog): Setup[] {
  const { purpose, users } = question;
  const servers = serversFor({ ...question, batching: users > 1 }, catalog);
  if (purpose !== 'text') return servers;
  if (users === 1) return [...servers, ...handOvers(question, catalog)];
  return [...servers, ...copiesOf(servers, users, (on, { engine }) => splitOn(on, engine, catalog))];
}

/** Setups for text; a format that only batching engines read brings those, also for one user. */
export function setupsReading(
  quant: Quant | null,
  question: Omit<SetupQuestion, 'purpose'>,
  catalog: Catalog,
): Setup[] {
  const usual = setupsFor({ ...question, purpose: 'text' }, catalog);
  if (!quant || question.users > 1 || usual.some(({ engine }) => reads(engine, quant, catalog))) return usual;
  return serversFor({ ...question, purpose: 'text', batching: true }, catalog);
}

/** Setups of one server, on the whole system or on one kind of its devices, less those that another is better than. */
function serversFor(question: ServerQuestion, catalog: Catalog): Setup[] {
  const setups = [question.system, ...partsOfUnlike(question.system, catalog)].flatMap((system) =>
    serversOn({ ...question, system }, catalog),
  );
  return setups.filter((s, i) => !setups.some((other, j) => isBetter(other, s, j < i)));
}

function serversOn(
  { system, os, purpose, batching, named = NOTHING_NAMED, keep_free_gib }: ServerQuestion,
  catalog: Catalog,
): Setup[] {
  const setups: Setup[] = [];
  const unlike = system.devices.length > 1;
  const joined = system.nodes > 1 && system.link?.rdma === true;
  for (const o of os) {
    const backends = commonBackends(system, o, catalog);
    for (const engine of ENGINES) {
      const profile = catalog.engines[engine];
      if (!profile.purpose.includes(purpose)) continue;
      const forMany = purpose === 'text' && claimsItsShare(profile);
      const advised = isAdvisedFor(purpose, profile) && (batching || joined || !forMany);
      if (!(named.engine ? engine === named.engine : advised)) continue;
      if (unlike && !profile.uneven_split) continue;
      if (isGuest(profile, o) && os.some((other) => !isGuest(profile, other))) continue;
      // A named engine is used as well as it can be here; which backend that is, is not what was asked.
      const better = named.engine ? backends.filter((b) => profile.backends.includes(b)) : backends;
      for (const backend of profile.backends) {
        if (!backends.includes(backend) || (!named.backend && isStandIn(backend, better))) continue;
        if (!named.engine && isForked(profile, backend, system, catalog)) continue;
        const whole = usableMemory(system, o, backend, catalog);
        const split = splitOn(system, engine, catalog);
        if (!whole) continue;
        const memory = keep_free_gib ? lessKept(whole, keep_free_gib) : whole;
        const guest = o === 'windows' && isGuest(profile, o) ? { in_wsl: true as const } : {};
        setups.push({
          os: o,
          ...guest,
          engine,
          backend,
          split,
          memory,
          on: system,
          copies: 1,
          prefill: null,
        });
      }
    }
  }
  return setups;
}

/**
 * Machines of different makes that share a request: one reads the prompt, the other generates. Only between engines of
 * which somebody has shown it, and for one user: the second machine would idle in between.
 */
function handOvers({ system, os, named = NOTHING_NAMED, keep_free_gib }: Where, catalog: Catalog): Setup[] {
  const link_gb_s = system.link?.gb_s;
  if (system.kind !== 'hybrid' || !link_gb_s) return [];
  const ways = partsOfUnlike(system, catalog).flatMap((on) =>
    // An engine that batches is as good for one prompt, and is the one that hands caches on.
    serversOn({ system: on, os, purpose: 'text', batching: true, keep_free_gib }, catalog),
  );
  return ways
    .filter((s) => !named.engine || s.engine === named.engine)
    .filter((s) => !named.backend || s.backend === named.backend)
    .flatMap((decode) =>
      ways
        .filter((p) => p.on.id !== decode.on.id)
        .filter((p) => catalog.engines[p.engine].hands_cache_to.includes(decode.engine))
        .map((setup) => ({ ...decode, prefill: { setup, link_gb_s } })),
    );
}

/** Whether buyers are told to install it for that. Forks and vendor stacks are used where somebody names them. */
const isAdvisedFor = (purpose: Purpose, { advised_for }: EngineProfile): boolean =>
  advised_for?.includes(purpose) ?? true;

/** No release of it runs on all of these devices: who owns a fork names the engine. */
const isForked = (
  { lacks_families }: EngineProfile,
  backend: Backend,
  { devices }: System,
  catalog: Catalog,
): boolean =>
  devices.some(({ device }) => lacks_families[backend]?.includes(catalog.devices[device]?.family ?? ''));

/** Runs there only inside another operating system. */
const isGuest = ({ native_on }: EngineProfile, os: OperatingSystem): boolean =>
  native_on !== undefined && !native_on.includes(os);

/**
 * The same engine, backend and split under another system that leaves more memory, or as much and was named first. An
 * estimate knows no other difference between systems, and less memory must not win by forcing smaller, faster files.
 */
function isBetter(other: Setup, s: Setup, earlier: boolean): boolean {
  const alike =
    other.on === s.on && other.engine === s.engine && other.backend === s.backend && other.split === s.split;
  const more = other.memory.total_gib - s.memory.total_gib;
  return alike && (more > 0 || (more === 0 && earlier));
}

/**
 * Tensor parallel wants 1, 2, 4 or 8 equal devices, an engine that does it, and between machines a link that reaches
 * into memory: two exchanges a layer are too many for a network stack. Everything else splits by layers.
 */
function splitOn(system: System, engine: Engine, catalog: Catalog): Split {
  const devices = deviceCount(system);
  if (devices === 1) return 'none';
  const equal = system.devices.length === 1;
  const near = system.nodes === 1 || system.link?.rdma === true;
  return catalog.engines[engine].tensor_parallel && equal && near && [2, 4, 8].includes(devices)
    ? 'tensor'
    : 'layer';
}

/** Whether an engine reads a weight format. */
export const reads = (engine: Engine, quant: Quant, catalog: Catalog): boolean =>
  quant.engines.includes(engine) && catalog.engines[engine].quant_classes.includes(quant.class);

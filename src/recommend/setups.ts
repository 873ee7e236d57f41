import type { Catalog } from '../schema/catalog.ts';
import type { EngineProfile } from '../schema/engine.ts';
import type { Quant } from '../schema/quant.ts';
import type { System } from '../schema/system.ts';
import {
  type Backend,
  ENGINES,
  type Engine,
  type OperatingSystem,
  type Split,
} from '../schema/vocabulary.ts';
import { type UsableMemory, usableMemory } from './usable-memory.ts';

/** One way to run text on a system: OS, engine, backend, split, and the memory that leaves. */
export interface Setup {
  readonly os: OperatingSystem;
  readonly engine: Engine;
  readonly backend: Backend;
  readonly split: Split;
  readonly memory: UsableMemory;
}

type Purpose = 'text' | 'finetune' | 'diffusion';

/** Engines a buyer would really be advised to install; forks and vendor stacks stay available through `estimate --engine`. */
const ADVISED: Readonly<Record<Purpose, readonly Engine[]>> = {
  text: ['llama.cpp', 'mlx', 'vllm'],
  finetune: ['unsloth', 'mlx-tune', 'transformers'],
  diffusion: ['comfyui', 'diffusers'],
};

const NOTHING_NAMED = { engine: null, backend: null } as const;

/**
 * All setups of a system for a purpose, over the operating systems that satisfy the buyer. An engine needs a backend
 * that every device offers under that OS. Batching engines appear only when several users share the machine: for one
 * user they bring set-up effort and reserve memory without gain.
 */
export function setupsFor(
  system: System,
  os: readonly OperatingSystem[],
  purpose: Purpose,
  users: number,
  catalog: Catalog,
  /** What somebody asked for by name, whether we would advise it or not. */
  named: { readonly engine: Engine | null; readonly backend: Backend | null } = NOTHING_NAMED,
): Setup[] {
  const setups: Setup[] = [];
  for (const o of os) {
    const backends = commonBackends(system, o, catalog);
    for (const engine of ENGINES) {
      const profile = catalog.engines[engine];
      const advised = ADVISED[purpose].includes(engine) && (users > 1 || !isBatching(profile, purpose));
      if (!profile?.purpose.includes(purpose) || !(named.engine ? engine === named.engine : advised))
        continue;
      for (const backend of profile.backends) {
        if (!backends.includes(backend) || (!named.engine && !named.backend && isStandIn(backend, backends)))
          continue;
        const memory = usableMemory(system, o, backend, catalog);
        if (memory)
          setups.push({ os: o, engine, backend, split: splitFor(system, profile.tensor_parallel), memory });
      }
    }
  }
  return setups.filter((s, i) => !setups.some((other, j) => isBetter(other, s, j < i)));
}

/** Backends that nobody would use where the maker's own is there: kernels are written for CUDA and Metal first. */
function isStandIn(backend: Backend, has: readonly Backend[]): boolean {
  if (backend === 'cpu') return has.some((b) => b !== 'cpu');
  return backend === 'vulkan' && (has.includes('cuda') || has.includes('metal'));
}

/**
 * The same engine, backend and split under another system that leaves more memory, or as much and was named first. An
 * estimate knows no other difference between systems, and less memory must not win by forcing smaller, faster files.
 */
function isBetter(other: Setup, s: Setup, earlier: boolean): boolean {
  const alike = other.engine === s.engine && other.backend === s.backend && other.split === s.split;
  const more = other.memory.total_gib - s.memory.total_gib;
  return alike && (more > 0 || (more === 0 && earlier));
}

const isBatching = (profile: EngineProfile | undefined, purpose: Purpose): boolean =>
  purpose === 'text' && profile?.memory_utilisation !== undefined;

/** Backends that every device of the system has under an OS. */
export function commonBackends(system: System, os: OperatingSystem, catalog: Catalog): Backend[] {
  const lists = system.devices.map(({ device }) =>
    (catalog.devices[device]?.backends ?? []).filter((b) => b.os.includes(os)).map((b) => b.backend),
  );
  const [first = [], ...rest] = lists;
  return first.filter((b) => rest.every((list) => list.includes(b)));
}

/** Tensor parallel wants 1, 2, 4 or 8 equal devices and an engine that does it; everything else splits by layers. */
function splitFor(system: System, tensorParallel: boolean): Split {
  const devices = system.devices.reduce((n, d) => n + d.count, 0);
  if (devices === 1) return 'none';
  const equal = system.devices.length === 1;
  return tensorParallel && equal && [2, 4, 8].includes(devices) ? 'tensor' : 'layer';
}

/** Whether an engine reads a weight format. */
export const reads = (engine: Engine, quant: Quant, catalog: Catalog): boolean =>
  quant.engines.includes(engine) && (catalog.engines[engine]?.quant_classes.includes(quant.class) ?? false);

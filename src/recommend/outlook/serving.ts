import { mostUsers } from '../../perf/serving/closed-loop.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { System } from '../../schema/system.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';
import { quantChoices } from '../perform/quant-choices.ts';
import { type Setup, setupsFor } from '../setups/setups.ts';
import { feltDecode, type LoadAt, loadsOf } from './request-load.ts';
import { textRun } from './text-run.ts';

type Serving = NonNullable<Performance['serving']>;
type EngineCurve = Serving['engines'][number];

const USERS = [1, 2, 4, 8, 16, 32, 64, 128] as const;
/** The numbers of users a curve is given for: the same for every machine, and the one that was asked about. */
const pointsWith = (asked: number): number[] => [...new Set<number>([...USERS, asked])].sort((a, b) => a - b);

/** Assumption: nobody asks more of a desk-side machine. */
const MOST_USERS = 512;

/**
 * Throughput against waiting for each engine one would serve with, and the number of users at which the workload's own
 * limits for the first token and for reading along are missed, or the caches no longer fit.
 */
export function servingOf(
  system: System,
  os: OperatingSystem,
  p: Performance,
  need: WorkloadNeed,
  model: TextModel,
  catalog: Catalog,
): Serving | null {
  const choice = catalog.workloads[need.id].model_choice;
  if (!choice || !need.output_tokens) return null;
  const target = { ttft_s: choice.max_ttft_s.value, decode_tok_s: choice.min_decode_tok_s.value };
  const curves = setupsFor(
    { system, os: [os], purpose: 'text', users: MOST_USERS, keep_free_gib: need.keep_free_gib },
    catalog,
  ).flatMap((setup) => curveOn(setup) ?? []);
  const best = new Map<string, EngineCurve>();
  for (const c of curves) if (isBetter(c, best.get(c.engine))) best.set(c.engine, c);
  const engines = [...best.values()].sort((a, b) => b.most_users - a.most_users);
  return engines.length > 0 ? { target, engines } : null;

  /** In the format of the answer where the engine is the same, else in what its users download. */
  function curveOn(setup: Setup): EngineCurve | null {
    const named = quantChoices(model, need, setup.engine, catalog);
    const same = named.find((q) => setup.engine === p.engine && q.name === p.model?.quant);
    for (const quant of same ? [same] : named) {
      const run = textRun({ setup, model, quant, need }, catalog, same ? p.fit?.kv_type : undefined);
      const loads = run && loadsOf(run, need);
      if (loads?.(1)) return curveOf({ setup, quant, loads }, need, target);
    }
    return null;
  }
}

/** Whether it bears more users, or as many and does more for them. */
function isBetter(c: EngineCurve, than: EngineCurve | undefined): boolean {
  if (!than || c.most_users !== than.most_users) return c.most_users > (than?.most_users ?? -1);
  return (c.points.at(-1)?.requests_per_s ?? 0) > (than.points.at(-1)?.requests_per_s ?? 0);
}

interface Served {
  readonly setup: Setup;
  readonly quant: Quant;
  readonly loads: LoadAt;
}

function curveOf(
  { setup, quant, loads }: Served,
  need: WorkloadNeed,
  target: Serving['target'],
): EngineCurve {
  const output = need.output_tokens ?? 1;
  const points = pointsWith(need.users).flatMap((users) => {
    const load = loads(users);
    if (!load) return [];
    const { requests_per_s, ttft_s, rush_ttft_s, answer_s, total_tok_s } = load;
    const decode_tok_s = feltDecode(load, output);
    return [{ users, decode_tok_s, total_tok_s, requests_per_s, ttft_s, rush_ttft_s, answer_s }];
  });
  const broken = (users: number): EngineCurve['breaks'] => {
    const load = loads(users);
    if (!load) return 'memory';
    if (load.ttft_s > target.ttft_s) return 'first token';
    return feltDecode(load, output) < target.decode_tok_s ? 'decode' : null;
  };
  const most_users = mostUsers(MOST_USERS, (users) => broken(users) === null);
  const { engine, backend, copies } = setup;
  return {
    engine,
    backend,
    quant: quant.name,
    points,
    most_users,
    ...(copies > 1 ? { copies } : {}),
    breaks: most_users >= MOST_USERS ? null : broken(most_users + 1),
  };
}

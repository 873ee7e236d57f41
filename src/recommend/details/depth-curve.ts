import type { Catalog } from '../../schema/catalog.ts';
import type { DepthCurve } from '../../schema/details.ts';
import type { Ranked, Recommendation } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import { makePlans, memoryOf } from '../perform/memory.ts';
import { speedOf } from '../perform/speed.ts';
import { textJob } from '../perform/text-job.ts';
import { textMachine } from '../perform/text-machine.ts';
import { usersEach } from '../setups/copies.ts';
import { setupsFor } from '../setups/setups.ts';
import { partOf } from '../setups/unlike.ts';

/** Doublings from a page to a shelf of books. */
const DEPTHS = Array.from({ length: 11 }, (_, i) => 1024 * 2 ** i);

/** The curve of one row's first workload with the row's model, format and engine; null where that is not text. */
export function depthCurve(
  row: Ranked,
  system: System,
  d: Recommendation,
  catalog: Catalog,
): DepthCurve | null {
  const [work] = row.workloads;
  const need = d.workload.find((n) => n.id === work?.workload);
  const model = catalog.models[work?.model?.id ?? ''];
  const quant = Object.values(catalog.quants).find((q) => q.name === work?.model?.quant);
  if (!work?.speed?.decode_tok_s || !need || !model || !quant) return null;
  const { users } = work.speed.at;
  const setup = setupsFor(
    { system, os: [row.os], purpose: 'text', users, named: work, keep_free_gib: need.keep_free_gib },
    catalog,
  ).find(
    (s) =>
      s.engine === work.engine &&
      s.backend === work.backend &&
      s.copies === (work.copies ?? 1) &&
      partOf(system, s.on) === (work.runs_on ?? null) &&
      (s.prefill !== null) === (work.prefill_by !== undefined),
  );
  const machine = setup && textMachine(setup, catalog);
  if (!setup || !machine) return null;

  const plan = makePlans(catalog)(model, quant, setup.engine, work.fit?.kv_type);
  // The rate at a depth holds with every user there, so everybody's cache must fit.
  const together = (context: number) =>
    memoryOf(plan, { ...need, users, context, prompt_tokens: null }, setup, catalog);
  const whole = work.fit?.max_context != null;
  const deepest = Math.min(
    (whole ? together(1).deepest() : null) ?? Number.POSITIVE_INFINITY,
    model.architecture?.max_context ?? Number.POSITIVE_INFINITY,
  );
  const asked = work.speed.at.depth;
  const depths = [...new Set([...DEPTHS, asked, ...(Number.isFinite(deepest) ? [deepest] : [])])]
    .filter((depth) => depth <= deepest)
    .sort((a, b) => a - b);
  const points = depths.flatMap((depth) => {
    const memory = together(Math.max(depth, 1));
    if (memory.fit.status === 'no') return [];
    const load = {
      users: usersEach(users, setup.copies),
      depth,
      prompt_tokens: Math.max(1, need.prompt_tokens ?? 1),
      cached_tokens: 0,
    };
    const job = textJob({ model, quant, setup, plan, memory }, load, catalog);
    const { decode_tok_s } = speedOf(job, machine, catalog);
    return decode_tok_s ? [{ depth, decode_tok_s }] : [];
  });
  return { system: row.system.id, users, points, max_context: work.fit?.max_context ?? null };
}

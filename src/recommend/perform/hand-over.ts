import { liesWhole } from '../../perf/memory/fit.ts';
import { cacheBytes } from '../../perf/memory/kv-cache.ts';
import type { TextRates } from '../../perf/speed/estimate-text.ts';
import { handedOverTtft, handOverTime } from '../../perf/speed/hand-over.ts';
import type { TextJob } from '../../perf/speed/job.ts';
import { sparseSince } from '../../perf/speed/sparse-attention.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Performance, WorkloadNeed } from '../../schema/document.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { FitStatus } from '../../schema/vocabulary.ts';
import { ascending } from '../../units/order.ts';
import { bytesPerSecond, gbFromBytes, type Seconds } from '../../units/units.ts';
import { reads, type Setup } from '../setups/setups.ts';
import { memoryOf, type Plans } from './memory.ts';
import { quantChoices } from './quant-choices.ts';
import { ratesOf } from './speed.ts';
import { textMachine } from './text-machine.ts';

/** Formats of two engines are alike when their bits per weight differ by no more than this share (assumption). */
const LIKE_BITS = 0.1;

const bitsApart = (a: Quant, b: Quant): number => Math.abs(Math.log(a.bits_per_weight / b.bits_per_weight));

/** Formats with as many bits that an engine reads: what its users download first, then the nearest. */
function likeFormats(quant: Quant, engine: Setup['engine'], catalog: Catalog): Quant[] {
  const usual = catalog.engines[engine].usual_quants ?? [];
  const rarity = (q: Quant) => (usual.includes(q.id) ? 0 : 1);
  return Object.values(catalog.quants)
    .filter((q) => reads(engine, q, catalog) && bitsApart(q, quant) <= LIKE_BITS)
    .sort(
      (a, b) => rarity(a) - rarity(b) || bitsApart(a, quant) - bitsApart(b, quant) || ascending(a.id, b.id),
    );
}

/**
 * Formats for the machine that generates. Each of the two machines loads the model in a format of its own engine, so a
 * named one that neither reads stands for its number of bits.
 */
export function handOverFormats(
  model: TextModel,
  need: WorkloadNeed,
  setup: Setup,
  catalog: Catalog,
): Quant[] {
  const usual = quantChoices(model, need, setup.engine, catalog);
  const named = need.quant === null ? undefined : catalog.quants[need.quant];
  const formats = usual.length > 0 || !named ? usual : likeFormats(named, setup.engine, catalog).slice(0, 1);
  return formats.filter(
    (q) => setup.prefill && likeFormats(q, setup.prefill.setup.engine, catalog).length > 0,
  );
}

interface HandOverQuestion {
  /** The job on the machine that generates, as if it did everything, and its rates. */
  readonly job: TextJob;
  readonly decode: TextRates;
  readonly prefill: NonNullable<Setup['prefill']>;
  readonly need: WorkloadNeed;
  readonly planOf: Plans;
  readonly catalog: Catalog;
  /** A stored measurement of the same cell answers before the model does. */
  readonly measured: boolean;
}

export interface HandedOver {
  readonly rates: TextRates;
  readonly status: FitStatus;
  readonly by: NonNullable<Performance['prefill_by']>;
  readonly job: TextJob;
}

/** The prompt read by another machine; null where the model does not fit there or its speed is unknown. */
export function handOver(q: HandOverQuestion): HandedOver | null {
  const { job, need, catalog } = q;
  const { setup: prefill, link_gb_s } = q.prefill;
  const [quant] = likeFormats(job.quant, prefill.engine, catalog);
  const machine = textMachine(prefill, catalog);
  if (!quant || !machine) return null;
  const plan = q.planOf(job.model, quant, prefill.engine);
  const { fit, offload } = memoryOf(plan, need, prefill, catalog);
  if (!liesWhole(fit.status)) return null;
  const there: TextJob = {
    ...job,
    quant,
    weights: plan.weights,
    engine: prefill.engine,
    backend: prefill.backend,
    micro_batch: catalog.engines[prefill.engine].micro_batch,
    sparse_since: sparseSince(catalog.engines[prefill.engine], prefill.backend, job.model),
    offload,
  };
  const reading = ratesOf(there, machine, catalog, { measured: q.measured });
  if (reading.ttft_s === null || !plan.cache) return null;
  const wire = {
    cache_bytes:
      cacheBytes(plan.cache, job.cached_tokens + job.prompt_tokens, 1) -
      (job.cached_tokens > 0 ? cacheBytes(plan.cache, job.cached_tokens, 1) : 0),
    link_bytes_s: bytesPerSecond(link_gb_s),
    layers: job.model.architecture?.layers ?? 1,
  };
  const { transfer_s, exposed_s } = handOverTime(wire, reading.ttft_s);
  return {
    status: fit.status,
    job: there,
    by: {
      name: prefill.on.name,
      os: prefill.os,
      engine: prefill.engine,
      backend: prefill.backend,
      quant: quant.name,
      cache_gb: gbFromBytes(wire.cache_bytes),
      transfer_s,
      exposed_s,
    },
    rates: joinedRates(reading, q.decode, reading.ttft_s + exposed_s, wire),
  };
}

/** Rates of two machines together: the one reads the prompt, the other generates. */
const joinedRates = (
  reading: TextRates,
  decode: TextRates,
  ttft_s: Seconds,
  wire: Parameters<typeof handOverTime>[0],
): TextRates => ({
  decode_tok_s: decode.decode_tok_s,
  ttft_s,
  unknown: [...new Set([...decode.unknown, ...reading.unknown])],
  estimates: () => {
    const read = reading.estimates();
    return {
      ...decode.estimates(),
      prefill_tok_s: read.prefill_tok_s,
      ttft_s: read.ttft_s && handedOverTtft({ ...wire, first_token_s: read.ttft_s }),
    };
  },
});

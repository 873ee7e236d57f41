import type { TextJob } from '../../perf/speed/job.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import type { Quant } from '../../schema/quant.ts';
import { constant } from '../../scoring/model.ts';
import { handOver, handOverFormats } from '../perform/hand-over.ts';
import { makePlans, memoryOf, type TextMemory } from '../perform/memory.ts';
import { cautiousQuality } from '../perform/model-choices.ts';
import { quantChoices } from '../perform/quant-choices.ts';
import { NOTHING_KNOWN, ratesOf, told, unknownSpeed } from '../perform/speed.ts';
import { textJob } from '../perform/text-job.ts';
import { textMachine } from '../perform/text-machine.ts';
import { usefulnessFor } from '../perform/usefulness.ts';
import { gradeOfWay } from '../perform/way-grade.ts';
import type { Setup } from '../setups/setups.ts';
import { documentOf, type Tried } from './document-of.ts';
import { ANSWER_TOKENS, contextOf, type EstimateQuestion, setupsAsked } from './question.ts';

/**
 * The document of one cell: the setup that a recommendation would choose for a chat with this depth in its cache and
 * this prompt to read, by the very same rule; null where nothing can run it.
 */
export function estimateOne(q: EstimateQuestion, catalog: Catalog): EstimateDocument | null {
  const need = needOf(q);
  const tryWay = makeTrials(q, need, catalog);
  const asked = { ...need, quant: q.quant?.id ?? null };
  const acceptable_loss = constant(catalog.scoring, 'acceptable_quality_loss');
  const whole = { ...need, prompt_tokens: q.depth + q.prompt_tokens };
  const yardstick = usefulnessFor(whole, catalog, []);
  const quality = cautiousQuality(q.model);
  const tried = setupsAsked(q, catalog).flatMap((setup) => {
    const formats = setup.prefill
      ? handOverFormats(q.model, asked, setup, catalog)
      : quantChoices(q.model, asked, setup.engine, catalog);
    const [first, ...others] = formats.map((quant) => tryWay(setup, quant));
    return first ? [others.reduce((best, t) => (grade(t) > grade(best) ? t : best), first)] : [];
  });
  const [best] = tried.sort((a, b) => grade(b) - grade(a) || worth(b) - worth(a) || decode(b) - decode(a));
  return best ? documentOf(q, best, catalog) : null;

  /** The grade that a recommendation gives to a way to run a named model; 0 where it does not fit. */
  function grade({ quant, memory: { fit }, speed }: Tried): number {
    if (fit.status === 'no') return 0;
    const way = { quant, status: fit.status, decode_tok_s: speed.decode_tok_s?.value ?? null };
    return gradeOfWay({ catalog, need: asked, acceptable_loss }, way);
  }

  /** What a recommendation makes of its decode and its wait together. */
  function worth({ quant, speed }: Tried): number {
    return yardstick.ofWay({
      decode_tok_s: speed.decode_tok_s?.value ?? null,
      ttft_s: speed.ttft_s?.value ?? null,
      quality: quality === null ? null : quality - quant.quality_loss,
      format_loss: quant.quality_loss,
      params_total_b: q.model.params_total_b,
      capacity: 1,
    });
  }
}

/** Works out ways to run the model that was asked about: their memory, and how fast they are where it fits. */
function makeTrials(
  q: EstimateQuestion,
  need: WorkloadNeed,
  catalog: Catalog,
): (setup: Setup, quant: Quant) => Tried {
  const planOf = makePlans(catalog);
  return (setup, quant) => {
    const plan = planOf(q.model, quant, setup.engine);
    const memory = memoryOf(plan, need, setup, catalog, { layersToo: true });
    const load = {
      users: q.users,
      // Half way through the answer, as benchmarks average it.
      depth: q.depth + ANSWER_TOKENS / 2,
      prompt_tokens: q.prompt_tokens,
      cached_tokens: q.depth,
    };
    const job = textJob({ model: q.model, quant, setup, plan, memory }, load, catalog);
    return { setup, quant, memory, job, ...speedAt(job, setup, memory) };
  };

  function speedAt(job: TextJob, setup: Setup, memory: TextMemory): Pick<Tried, 'speed' | 'handed'> {
    if (memory.fit.status === 'no')
      return { speed: unknownSpeed('it does not fit the memory'), handed: null };
    const machine = textMachine(setup, catalog);
    if (!machine) return { speed: NOTHING_KNOWN, handed: null };
    const measured = !q.modelOnly;
    const decode = ratesOf(job, machine, catalog, { measured });
    const handed = setup.prefill
      ? handOver({ job, decode, prefill: setup.prefill, need, planOf, catalog, measured })
      : null;
    return { speed: told(handed?.rates ?? decode), handed };
  }
}

const decode = (t: Tried): number => t.speed.decode_tok_s?.value ?? 0;

/**
 * The question as the memory model wants it: everything that must lie in the cache. Every user is taken to be at that
 * depth with that prompt, as decode counts them.
 */
const needOf = (q: EstimateQuestion): WorkloadNeed => ({
  id: 'chat',
  share: 1,
  models: [q.model.id],
  quant: null,
  context: contextOf(q),
  prompt_tokens: null,
  cached_share: 0,
  output_tokens: ANSWER_TOKENS,
  users: q.users,
  method: null,
  train_tokens: null,
  sequence_length: null,
});

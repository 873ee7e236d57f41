import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Assumption, WorkloadNeed } from '../schema/document.ts';
import type { DiffusionModel } from '../schema/model.ts';
import { WORKLOADS, type WorkloadId } from '../schema/vocabulary.ts';
import type { WorkloadProfile } from '../schema/workload.ts';
import { ascending } from '../units/order.ts';
import { modelNamed } from './prose/names.ts';

/** The complete technical demand: the needs, heaviest use first, and every default that filled a gap in the answers. */
interface Demand {
  readonly needs: readonly WorkloadNeed[];
  readonly assumptions: readonly Assumption[];
}

type Request = Pick<WorkloadNeed, 'prompt_tokens' | 'output_tokens'>;

type Field = keyof WorkloadProfile['defaults'];

/**
 * Answers → demand. Each workload becomes one need per model named for it (sharing its weight), or one without a model.
 * `--model` names go to the workloads of their kind: LLMs to text and fine-tuning, diffusion models to image and video.
 * Uses are ordered by weight, equal ones as in WORKLOADS, and the models of a use by size, so the order in which they
 * were given does not matter.
 */
export function deriveDemand(answers: Answers, catalog: Catalog): Demand {
  const workloads = [...answers.workloads].sort(
    (a, b) => b.weight - a.weight || WORKLOADS.indexOf(a.id) - WORKLOADS.indexOf(b.id),
  );
  const total = workloads.reduce((sum, w) => sum + w.weight, 0);
  const assumptions: Assumption[] = [];
  // Beside other work a stated context is taken to be that of its prompts.
  const trained = workloads.every(({ id }) => catalog.workloads[id].kind === 'finetune')
    ? answers.context
    : null;
  const needs = workloads.flatMap(({ id, weight }) => {
    const profile = catalog.workloads[id];
    const share = weight / total;
    const models = modelsFor(profile, answers, catalog);
    const use = filler(id, profile, assumptions, catalog);
    const stand_in = models.length === 0 && profile.kind !== 'text' ? use('model', null) : null;
    const named = typeof stand_in === 'string' ? [stand_in] : models;
    const base = {
      id,
      ...(typeof stand_in === 'string' ? { stand_in: true } : {}),
      quant: answers.quant,
      context: number(use('context', answers.context)),
      prompt_tokens: number(use('prompt_tokens', answers.prompt_tokens)),
      cached_share: number(use('cached_share', null)) ?? 0,
      output_tokens: number(use('output_tokens', answers.output_tokens)),
      users: number(use('users', answers.users)) ?? 1,
      ...(profile.defaults.turns ? { turns: number(use('turns', null)) } : {}),
      method: use('method', answers.method) as WorkloadNeed['method'],
      train_tokens: number(use('train_tokens', null)),
      sequence_length: number(use('sequence_length', trained)),
    };
    const need = {
      ...base,
      context: atLeastPrompt(base.context, base.prompt_tokens, base.output_tokens),
      ...leastContext(base, answers.context, profile),
      ...leastSequence(trained, profile),
      ...(answers.keep_free_gib === undefined ? {} : { keep_free_gib: answers.keep_free_gib }),
    };
    if (need.context !== base.context) outgrown(`${id}.context`, need.context, assumptions);
    assumptions.push(...pictureAssumptions(id, named, catalog), ...othersAssumption(need));
    if (named.length === 0) return [{ ...need, share, models: [] }];
    return named.map((model) => ({ ...need, share: share / named.length, models: [model] }));
  });
  return { needs, assumptions };
}

/**
 * Tokens that one user's usual request, prompt and answer, holds in the cache. Several people are not all at the end of
 * their contexts at once: one is taken to be, the others at this depth. Null where the prompt's length is unknown: then
 * everybody counts with the whole context.
 */
export const usualRequest = ({ prompt_tokens, output_tokens }: Request): number | null =>
  prompt_tokens === null ? null : prompt_tokens + (output_tokens ?? 0);

/** How deep the other users are taken to be where there are several. */
function othersAssumption(need: Pick<WorkloadNeed, 'id' | 'context' | 'users'> & Request): Assumption[] {
  const usual = usualRequest(need);
  if (need.users < 2 || need.context === null || usual === null || usual >= need.context) return [];
  return [
    {
      field: `${need.id}.usual_depth`,
      value: usual,
      reason:
        'In the cache of each user but one, who is at the whole context: a prompt and its answer. Longer prompts say that all hold more.',
      source: null,
    },
  ];
}

/**
 * Size, frames and steps of the picture or clip that is timed, per model where they differ: without them seconds mean
 * nothing.
 */
function pictureAssumptions(id: WorkloadId, models: readonly string[], catalog: Catalog): Assumption[] {
  const profiles = models.flatMap((m) => catalog.diffusion[m] ?? []);
  const figure = (name: string, of: (job: DiffusionModel['reference']) => string | number | undefined) => {
    const values = [...new Set(profiles.map((p) => of(p.reference)).filter((v) => v !== undefined))];
    const [value] = values;
    if (value === undefined) return [];
    return [
      {
        field: `${id}.${name}`,
        value: values.length > 1 ? values.join(' and ') : value,
        reason: `What ${profiles.map((p) => p.name).join(' and ')} is used with as a rule.`,
        source: profiles[0]?.sources['default']?.[0] ?? null,
      },
    ];
  };
  const moving = id === 'video';
  return [
    ...figure('size', ({ width, height }) => `${width}x${height}`),
    ...(moving ? [...figure('frames', (job) => job.frames), ...figure('fps', (job) => job.fps)] : []),
    ...figure('steps', (job) => job.steps),
  ];
}

/** The context, or what the prompt and its answer take where that is more. */
function atLeastPrompt(context: number | null, prompt: number | null, output: number | null): number | null {
  if (context === null) return null;
  return Math.max(context, (prompt ?? 0) + (output ?? 0));
}

/** The least context the work can do with, where the context is assumed and the workload names one. */
function leastContext(
  base: Request,
  stated: number | null,
  profile: WorkloadProfile,
): Pick<WorkloadNeed, 'least_context'> {
  const least = profile.defaults.least_context?.value;
  if (stated !== null || least === undefined) return {};
  return { least_context: atLeastPrompt(least, base.prompt_tokens, base.output_tokens) ?? least };
}

/** The shortest sequences worth training on, where their length is assumed and the workload names one. */
function leastSequence(
  stated: number | null,
  { defaults }: WorkloadProfile,
): Pick<WorkloadNeed, 'least_sequence_length'> {
  const least = defaults.least_sequence_length?.value;
  return stated !== null || least === undefined ? {} : { least_sequence_length: least };
}

/** Records a context that had to grow for the prompt, whether it was assumed or stated. */
function outgrown(field: string, context: number | null, assumptions: Assumption[]): void {
  const at = assumptions.findIndex((a) => a.field === field);
  const grown: Assumption = { field, value: context, reason: 'The prompt and its answer.', source: null };
  if (at >= 0) assumptions[at] = grown;
  else assumptions.push({ ...grown, reason: 'The stated one does not hold the prompt and its answer.' });
}

/** The named models of that kind of work, the largest first: what holds and bears it mostly does so with the rest. */
function modelsFor(profile: WorkloadProfile, answers: Answers, catalog: Catalog): string[] {
  const wanted = profile.kind === 'image' || profile.kind === 'video' ? profile.kind : 'text';
  const size = (id: string) =>
    catalog.models[id]?.params_total_b ??
    catalog.diffusion[id]?.components.reduce((sum, { params_b }) => sum + params_b, 0) ??
    0;
  return answers.models
    .filter((model) => {
      const diffusion = catalog.diffusion[model];
      return wanted === 'text' ? model in catalog.models : diffusion?.kind === wanted;
    })
    .sort((a, b) => size(b) - size(a) || ascending(a, b));
}

function filler(id: WorkloadId, profile: WorkloadProfile, assumptions: Assumption[], catalog: Catalog) {
  return (field: Field, said: string | number | null): string | number | null => {
    if (said !== null) return said;
    const assumed = profile.defaults[field];
    if (assumed === undefined) return null;
    assumptions.push({
      field: `${id}.${field}`,
      value: assumed.value,
      reason: assumed.reason,
      source: assumed.source ?? null,
      ...(field === 'model' ? { name: modelNamed(String(assumed.value), catalog) } : {}),
    });
    return assumed.value;
  };
}

const number = (v: string | number | null): number | null => (typeof v === 'number' ? v : null);

/** Text work that several people share. A batch is not: its users are requests, and nobody waits for one. */
export const sharedWork = (needs: readonly WorkloadNeed[], catalog: Catalog): WorkloadId[] =>
  needs.filter((n) => n.users > 1 && catalog.workloads[n.id].decode_counts === 'each').map((n) => n.id);

/** Work whose model the buyer leaves open. */
export const openWork = (needs: readonly WorkloadNeed[]): WorkloadId[] =>
  needs.filter((n) => n.models.length === 0).map((n) => n.id);

/** Whether all of it is text work: nothing else is sold by the token. */
export const onlyText = (needs: readonly WorkloadNeed[], catalog: Catalog): boolean =>
  needs.every((n) => catalog.workloads[n.id].kind === 'text');

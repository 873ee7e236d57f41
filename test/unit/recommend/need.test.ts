import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../src/package/load-catalog.ts';
import { deriveDemand, sharedWork } from '../../../src/recommend/need.ts';
import { assumedLines } from '../../../src/report/answer/assumed.ts';
import type { WorkloadId } from '../../../src/schema/vocabulary.ts';
import { answer, mini, said, work } from '../../fixtures/mini-catalog.ts';

const demand = (over = {}) => deriveDemand(said(over), mini);
const builtIn = builtInCatalog();
const { defaults } = mini.workloads.chat;

describe('from answers to a complete need', () => {
  it('fills every gap with the default of the workload, and says so', () => {
    const { needs, assumptions } = demand();
    expect(needs).toHaveLength(1);
    expect(needs[0]).toMatchObject({
      id: 'chat',
      share: 1,
      models: [],
      quant: null,
      context: defaults.context?.value,
      prompt_tokens: defaults.prompt_tokens?.value,
      output_tokens: defaults.output_tokens?.value,
      users: 1,
      method: null,
    });
    const fields = assumptions.map((a) => a.field);
    expect(fields).toContain('chat.context');
    expect(fields).toContain('chat.users');
    for (const a of assumptions) expect(a.reason).not.toBe('');
  });

  it.each(['image', 'video'] as const)('names the model that stands in for %s as people call it', (id) => {
    const { assumptions } = deriveDemand(said(work(id)), builtIn);
    const model = assumptions.find((a) => a.field === `${id}.model`);
    const called = builtIn.diffusion[String(model?.value)]?.name;
    expect(called).not.toBe(model?.value);
    expect(model?.name).toBe(called);
    // Nothing fits, so that no row could lend its name.
    const nothing = answer({ ...work(id), budget_usd: 1 });
    const told = assumedLines({ ...nothing, assumptions: [...assumptions] });
    expect(told[0]).toContain(`model ${called}`);
  });

  it('says what a picture and a clip are taken to be, which their seconds depend on', () => {
    const ofModels = (...models: string[]) =>
      deriveDemand(said({ workloads: [{ id: 'image', weight: 1 }], models }), builtIn)
        .assumptions.filter((a) => /size|steps|frames/.test(a.field))
        .map((a) => [a.field, a.value]);
    const { width, height, steps } = builtIn.diffusion['flux.1-dev']?.reference ?? {};
    expect(ofModels('flux.1-dev')).toEqual([
      ['image.size', `${width}x${height}`],
      ['image.steps', steps],
    ]);
    const other = builtIn.diffusion['sdxl']?.reference.steps;
    expect(ofModels('flux.1-dev', 'sdxl')).toContainEqual(['image.steps', `${steps} and ${other}`]);
  });

  it('tells a context that the prompt outgrew as what it became', () => {
    const { needs, assumptions } = demand({ prompt_tokens: 50_000, output_tokens: 1000 });
    expect(needs[0]?.context).toBe(51_000);
    expect(assumptions.find((a) => a.field === 'chat.context')).toEqual({
      field: 'chat.context',
      value: 51_000,
      reason: 'The prompt and its answer.',
      source: null,
    });
  });

  it('tells also a stated context that the prompt outgrew', () => {
    const { needs, assumptions } = demand({ context: 4096, prompt_tokens: 50_000, output_tokens: 1000 });
    expect(needs[0]?.context).toBe(51_000);
    expect(assumptions.find((a) => a.field === 'chat.context')).toEqual({
      field: 'chat.context',
      value: 51_000,
      reason: 'The stated one does not hold the prompt and its answer.',
      source: null,
    });
  });

  it('assumes nothing that was said', () => {
    const { needs, assumptions } = demand({
      context: 32768,
      prompt_tokens: 4000,
      output_tokens: 500,
      users: 3,
    });
    expect(needs[0]).toMatchObject({ context: 32768, prompt_tokens: 4000, output_tokens: 500, users: 3 });
    const fields = assumptions.map((a) => a.field);
    for (const said of ['context', 'prompt_tokens', 'output_tokens', 'users'])
      expect(fields).not.toContain(`chat.${said}`);
  });

  it('says what each of several users holds while one is at the whole context', () => {
    const others = (over: object) =>
      demand({ context: 32768, prompt_tokens: 4000, output_tokens: 500, ...over }).assumptions.find(
        (a) => a.field === 'chat.usual_depth',
      );
    expect(others({ users: 3 })?.value).toBe(4500);
    expect(others({ users: 1 })).toBeUndefined();
    // A prompt that fills the context leaves nothing to assume.
    expect(others({ users: 3, context: 4500 })).toBeUndefined();
  });

  it('lets the context grow to hold a long prompt and its answer', () => {
    expect(demand({ prompt_tokens: 50_000, output_tokens: 1000 }).needs[0]?.context).toBe(51_000);
    expect(demand({ prompt_tokens: 50_000, output_tokens: 1000, context: 65_536 }).needs[0]?.context).toBe(
      65_536,
    );
  });

  it('lists the heaviest need first, equal ones in our order', () => {
    const order = (...workloads: [WorkloadId, number][]) =>
      demand({ workloads: workloads.map(([id, weight]) => ({ id, weight })) }).needs.map((n) => n.id);
    expect(order(['coding', 1], ['rag', 9])).toEqual(['rag', 'coding']);
    expect(order(['rag', 1], ['chat', 1])).toEqual(['chat', 'rag']);
    expect(order(['rag', 0.1], ['chat', 0.2], ['image', 0.3])).toEqual(['image', 'chat', 'rag']);
  });

  it('weighs workloads against each other', () => {
    const { needs } = demand({
      workloads: [
        { id: 'chat', weight: 3 },
        { id: 'image', weight: 1 },
      ],
    });
    expect(needs.map((n) => [n.id, n.share])).toEqual([
      ['chat', 0.75],
      ['image', 0.25],
    ]);
  });

  it('gives each named model a need of its own, sharing the weight', () => {
    const { needs } = demand({ models: ['dense-32b', 'moe-30b-a3b'] });
    expect(needs.map((n) => [n.models, n.share])).toEqual([
      [['dense-32b'], 0.5],
      [['moe-30b-a3b'], 0.5],
    ]);
  });

  it('lists the largest model of a use first, however they were named', () => {
    const models = (id: WorkloadId, ...names: string[]) =>
      deriveDemand(said({ workloads: [{ id, weight: 1 }], models: names }), builtIn).needs.map(
        (n) => n.models[0],
      );
    expect(models('finetune', 'llama-3.1-8b', 'qwen3-32b')).toEqual(['qwen3-32b', 'llama-3.1-8b']);
    expect(models('finetune', 'qwen3-32b', 'llama-3.1-8b')).toEqual(['qwen3-32b', 'llama-3.1-8b']);
    expect(models('image', 'sdxl', 'flux.1-dev')).toEqual(['flux.1-dev', 'sdxl']);
  });

  it('lists the heaviest use first, into however many models it is divided', () => {
    const { needs } = demand({
      workloads: [
        { id: 'image', weight: 2 },
        { id: 'chat', weight: 3 },
      ],
      models: ['dense-32b', 'moe-30b-a3b'],
    });
    expect(needs.map((n) => n.id)).toEqual(['chat', 'chat', 'image']);
    expect(needs.map((n) => n.share)).toEqual([0.3, 0.3, 0.4]);
  });

  it('hands models to the workloads of their kind', () => {
    const { needs } = demand({
      workloads: [
        { id: 'chat', weight: 1 },
        { id: 'image', weight: 1 },
      ],
      models: ['flux.1-dev', 'dense-32b'],
    });
    expect(needs.map((n) => [n.id, n.models])).toEqual([
      ['chat', ['dense-32b']],
      ['image', ['flux.1-dev']],
    ]);
  });

  it('falls back on a model where the work cannot be judged without one', () => {
    const image = demand(work('image'));
    expect(image.needs[0]?.models).toEqual([mini.workloads.image.defaults.model?.value]);
    expect(image.assumptions.map((a) => a.field)).toContain('image.model');
    const tuning = demand(work('finetune'));
    expect(tuning.needs[0]).toMatchObject({
      models: [mini.workloads.finetune.defaults.model?.value],
      method: mini.workloads.finetune.defaults.method?.value,
    });
  });
});

describe('sharedWork', () => {
  it('is the text work of several people; in a batch nobody waits', () => {
    const of = (id: 'chat' | 'batch' | 'image', users: number) =>
      sharedWork(demand({ ...work(id), users }).needs, mini);
    expect(of('chat', 5)).toEqual(['chat']);
    expect(of('chat', 1)).toEqual([]);
    expect(of('batch', 16)).toEqual([]);
    expect(of('image', 4)).toEqual([]);
  });
});

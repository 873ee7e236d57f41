import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src/recommend/evaluated.ts';
import { contextThatFits } from '../../../../src/recommend/perform/context-that-fits.ts';
import type { WorkloadNeed } from '../../../../src/schema/document.ts';
import { answer, mini, systemOf, work } from '../../../fixtures/mini-catalog.ts';

const need = (over: Partial<WorkloadNeed>): WorkloadNeed =>
  ({ id: 'coding', models: ['dense-32b'], context: 65_536, least_context: 16_384, ...over }) as WorkloadNeed;
/** Fits up to so many tokens of context, and tells with how many it was tried. */
const machine = (most: number, beyond: 'no' | 'offload' | 'squeezed' = 'no') => {
  const tried: (number | null)[] = [];
  const perform = contextThatFits((_, __, { context }) => {
    tried.push(context);
    const held = (context ?? 0) <= most;
    const status = held || beyond === 'squeezed' ? 'tight' : beyond;
    const failure = status === 'no' ? { code: 'does_not_fit', args: {} } : null;
    return {
      failure,
      shortened: false,
      quality_loss: held ? 6 : 30,
      performance: { fit: { status } },
    } as unknown as Outcome;
  }, mini);
  return { tried, run: (n: WorkloadNeed) => perform(systemOf('mac-64'), ['macos'], n) };
};

describe('a context that was assumed', () => {
  it('shrinks to what the work can do with where a named model has no room for more', () => {
    const small = machine(20_000);
    expect(small.run(need({})).failure).toBeNull();
    expect(small.tried).toEqual([65_536, 16_384]);
    expect(machine(20_000, 'offload').run(need({})).performance.fit?.status).toBe('tight');
    // What was assumed did not fit, whatever is free beside what fits.
    expect([small.run(need({})).shortened, machine(100_000).run(need({})).shortened]).toEqual([true, false]);
  });
  it('shrinks rather than squeeze the model', () => {
    const small = machine(20_000, 'squeezed');
    expect(small.run(need({})).quality_loss).toBe(6);
    expect(small.tried).toEqual([65_536, 16_384]);
    // Where less of it helps nothing it stays.
    const none = machine(1000, 'squeezed').run(need({}));
    expect([none.failure, none.quality_loss]).toEqual([null, 30]);
  });
  it('stays where there is room, where nothing helps, and where no model is named', () => {
    const large = machine(100_000);
    large.run(need({}));
    expect(large.tried).toEqual([65_536]);
    expect(machine(1000).run(need({})).failure).not.toBeNull();
    const open = machine(20_000);
    open.run(need({ models: [] }));
    expect(open.tried).toEqual([65_536]);
  });
  it('is no such thing when somebody stated it', () => {
    const { least_context, ...stated } = need({});
    expect(least_context).toBe(16_384);
    const small = machine(20_000);
    expect(small.run(stated).failure).not.toBeNull();
    expect(answer({ ...work('coding'), context: 40_000 }).workload[0]).not.toHaveProperty('least_context');
    const least = mini.workloads.coding.defaults.least_context?.value ?? 0;
    const { workload } = answer(work('coding'));
    const { prompt_tokens, output_tokens } = workload[0] ?? {};
    expect(workload[0]?.least_context).toBe(Math.max(least, (prompt_tokens ?? 0) + (output_tokens ?? 0)));
  });
});

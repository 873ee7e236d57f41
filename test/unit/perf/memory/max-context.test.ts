import { describe, expect, it } from 'vitest';
import { footprint, memoryPlan } from '../../../../src/perf/memory/footprint.ts';
import { maxContext } from '../../../../src/perf/memory/max-context.ts';
import { engine, GIB, model, PARTS, quant } from '../../../fixtures/memory-parts.ts';

const load = { sequences: 1, devices: 1, split: 'none' as const };
const plan = memoryPlan(model('qwen3-32b'), quant('q4_k_m'), engine('llama.cpp'), PARTS);

describe('longest context', () => {
  it('fits, and one step more does not', () => {
    const usable = 23 * GIB;
    const context = maxContext(plan, usable, load, 0);
    const need = (c: number) => footprint(plan, { ...load, context: c }).total;
    expect(context % 256).toBe(0);
    expect(need(context)).toBeLessThanOrEqual(usable);
    expect(need(context + 256)).toBeGreaterThan(usable);
  });

  it('is what the model was made for when memory is plenty', () =>
    expect(maxContext(plan, 200 * GIB, load, 0)).toBe(model('qwen3-32b').architecture?.max_context));

  it('is 0 when the weights do not fit', () => expect(maxContext(plan, 16 * GIB, load, 0)).toBe(0));

  it('is longer where tables may lie in host memory, and shorter for several users', () => {
    const here = maxContext(plan, 23 * GIB, load, 0);
    expect(maxContext(plan, 23 * GIB, load, plan.by_row.host)).toBeGreaterThan(here);
    expect(maxContext(plan, 23 * GIB, { ...load, sequences: 4 }, 0)).toBeLessThan(here / 3);
  });
});

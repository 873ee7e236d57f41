import { describe, expect, it } from 'vitest';
import { estimateTarget } from '../../../../src/recommend/estimate/target.ts';
import { whatRuns } from '../../../../src/recommend/estimate/what-runs.ts';
import { mini, TODAY } from '../../../fixtures/mini-catalog.ts';

describe('what a machine runs today', () => {
  it('is asked with the prompt of the chat workload, within the context', () => {
    const target = estimateTarget('system', 'box-amd', 1, mini);
    if (!target) throw new Error('no box-amd');
    const rows = whatRuns({ target, os: null, models: [], context: 8192, asOf: TODAY }, mini);
    const prompt = mini.workloads.chat.defaults.prompt_tokens?.value;
    expect(rows.length).toBeGreaterThan(0);
    for (const { at } of rows) {
      expect(at.prompt_tokens).toBe(prompt);
      expect(at.depth + at.prompt_tokens).toBe(8192);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { mini, miniProblems } from '../../fixtures/mini-catalog.ts';

describe('the made-up catalogue', () => {
  it('passes the checks of real data', () => {
    expect(miniProblems).toEqual([]);
  });
  it('has twelve machines of all kinds and five made-up models', () => {
    expect(Object.keys(mini.systems)).toHaveLength(12);
    expect(Object.values(mini.models).filter((m) => m.sources['default']?.includes('made-up'))).toHaveLength(
      5,
    );
  });
});

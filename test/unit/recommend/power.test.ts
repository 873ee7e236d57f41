import { describe, expect, it } from 'vitest';
import { answer, mini, systemOf, withSystem } from '../../fixtures/mini-catalog.ts';

/** What the criterion power draw says of a machine of which these figures are known. */
function drawOf(known: readonly ('idle_w' | 'load_w' | 'max_w')[]) {
  const box = systemOf('box-amd');
  const power = Object.fromEntries(Object.entries(box.power).filter(([k]) => known.some((one) => one === k)));
  const { ranked } = answer({ budget_usd: 5000 }, withSystem(mini, { ...box, power }));
  return ranked.find((r) => r.system.id === 'box-amd')?.criteria.find((c) => c.id === 'power');
}

describe('the power draw of a machine', () => {
  it('is what it draws under load', () => {
    expect(drawOf(['idle_w', 'load_w', 'max_w'])?.value).toBe(130);
  });
  it('is the share of its maximum that its kind uses where nobody measured it under load', () => {
    const bounded = drawOf(['idle_w', 'max_w']);
    expect(bounded?.value).toBeLessThan(180);
    expect(bounded?.assumed).toBe(true);
    expect(drawOf(['load_w'])?.assumed).toBeUndefined();
  });
  it('is unknown from the idle figure alone', () => {
    expect(drawOf(['idle_w'])?.value).toBeNull();
  });
});

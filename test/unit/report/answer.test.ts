import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../src/report/answer.ts';
import type { Reason } from '../../../src/schema/document.ts';
import { document as d, first, rule } from '../../fixtures/first-two.ts';

const section = (reasons: Reason[], title: string) =>
  answerOf({ ...d, ranked: [{ ...first, reasons }, ...d.ranked.slice(1)] }, 5).sections.find(
    (s) => s.title === title,
  )?.lines;

describe('why', () => {
  it('holds what speaks for the pick, not what a rule only remarks', () => {
    const reasons = [rule('speaks for it', 5), rule('remark'), rule('speaks against it', -3)];
    expect(section(reasons, 'Why')).toEqual(['speaks for it.']);
    expect(section(reasons, 'Mind')).toEqual(expect.arrayContaining(['remark.', 'speaks against it.']));
  });
});

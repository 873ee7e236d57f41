import { describe, expect, it } from 'vitest';
import { pointsColumn } from '../../../src/report/values.ts';

describe('whole points in a list', () => {
  const column = (...scores: number[]) => pointsColumn(scores.map((score) => ({ score })));
  it('are the rounded scores', () => expect(column(83.4, 80.6, 75.3)).toEqual(['83', '81', '75']));
  it('never grow downwards: what too little is known of stands last', () =>
    expect(column(80, 90.5, 79.5)).toEqual(['80', '80', '80']));
});

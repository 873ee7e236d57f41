import { describe, expect, it } from 'vitest';
import { checkDates, before as isBefore } from '../../../../src/catalog/checks/dates.ts';
import { EVERYWHERE, said, TODAY } from './said.ts';

describe('dates', () => {
  it('compare by what both state', () => {
    expect(isBefore('2026', '2026-03')).toBe(false);
    expect(isBefore('2026-03', '2026')).toBe(false);
    expect(isBefore('2025', '2026-03')).toBe(true);
    expect(isBefore('2026-02-28', '2026-03')).toBe(true);
    expect(isBefore('2026-03-01', '2026-03-01')).toBe(false);
    expect(isBefore(undefined, '2026')).toBe(false);
    expect(isBefore('2026', undefined)).toBe(false);
  });
  it('are not in the future, of whatever they are', () => {
    const tomorrow = '2026-11-21';
    const thing = {
      released: tomorrow,
      announced: tomorrow,
      ended: tomorrow,
      sold_out: { seen: tomorrow },
      engines_since: { 'llama.cpp': { day: TODAY }, mlx: { day: tomorrow } },
      quality: { date: tomorrow },
      claims: [{ date: TODAY }, { date: tomorrow }],
    };
    const of = (key: string) => [
      `${key} released: 2026-11-21 is in the future Leave it out until it is released; \`announced\` takes its place.`,
      `${key} announced: 2026-11-21 is in the future`,
      `${key} ended: 2026-11-21 is in the future Leave it out until the last day has come.`,
      `${key} sold_out.seen: 2026-11-21 is in the future`,
      `${key} quality.date: 2026-11-21 is in the future`,
      `${key} engines_since.mlx.day: 2026-11-21 is in the future`,
      `${key} claims.1.date: 2026-11-21 is in the future`,
    ];
    expect(said(checkDates, { places: EVERYWHERE, devices: { x: thing } })).toEqual(of('devices/x'));
    expect(said(checkDates, { places: EVERYWHERE, hand_written: { x: thing } })).toEqual(of('systems/x'));
    expect(said(checkDates, { places: EVERYWHERE, hosts: { x: thing } })).toEqual(of('hosts/x'));
    expect(said(checkDates, { places: EVERYWHERE, models: { x: thing }, diffusion: { y: {} } })).toEqual(
      of('models/x'),
    );
    expect(said(checkDates, { places: EVERYWHERE, diffusion: { y: thing } })).toEqual(of('models/y'));
    expect(
      said(checkDates, { places: EVERYWHERE, sources: { s: { date: tomorrow }, t: { date: TODAY }, u: {} } }),
    ).toEqual(['sources/s date: 2026-11-21 is in the future']);
  });
  it('run forwards', () => {
    const system = (announced?: string, released?: string, ended?: string) =>
      said(checkDates, { places: EVERYWHERE, hand_written: { x: { announced, released, ended } } });
    expect(system('2026-01', '2026-02', '2026-03')).toEqual([]);
    expect(system('2026-02', '2026-02', '2026-02')).toEqual([]);
    expect(system('2026-03', '2026-02')).toEqual([
      'systems/x announced: announced on 2026-03, after its release on 2026-02',
    ]);
    expect(system(undefined, '2026-02', '2026-01')).toEqual([
      'systems/x ended: ended on 2026-01, before its release on 2026-02',
    ]);
  });
});

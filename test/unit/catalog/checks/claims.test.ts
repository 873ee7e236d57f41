import { describe, expect, it } from 'vitest';
import { checkClaims, pickClaim } from '../../../../src/catalog/checks/claims.ts';
import type { Claim } from '../../../../src/schema/claim.ts';
import { said } from './said.ts';

describe('claims', () => {
  const claim = (over: Partial<Claim> = {}): Claim =>
    ({ field: 'memory.gb', value: 24, kind: 'vendor', date: '2026-01-01', ...over }) as Claim;
  const device = (claims: Claim[], gb: unknown = 24) => ({
    devices: { d: { memory: { gb }, list: [1], claims } },
  });

  it('are settled by choice, then by kind, then by day', () => {
    const [measured, vendor, later] = [
      claim({ kind: 'measured', value: 1 }),
      claim({ value: 2 }),
      claim({ value: 3, date: '2026-02-01' }),
    ];
    expect(pickClaim([vendor, measured])).toBe(measured);
    expect(pickClaim([vendor, later])).toBe(later);
    expect(pickClaim([later, vendor])).toBe(later);
    expect(pickClaim([measured, { ...vendor, chosen: true }])?.value).toBe(2);
    expect(pickClaim([])).toBeUndefined();
  });
  it('agree with the figure in the file', () => {
    expect(said(checkClaims, device([claim(), claim({ value: 20, kind: 'forum' })]))).toEqual([]);
    expect(said(checkClaims, device([claim({ value: 32, kind: 'measured' }), claim()]))).toEqual([
      'devices/d memory.gb: is 24, but the claims\' rule picks 32 (measured, 2026-01-01) State the picked value, or mark another claim "chosen: true" with a note.',
    ]);
    expect(said(checkClaims, device([claim({ field: 'list.0', value: 1 })]))).toEqual([]);
  });
  it('are about a figure that is stated', () => {
    for (const field of ['memory.tb', 'memory', 'memory.gb.x', 'nothing.at.all'])
      expect(said(checkClaims, device([claim(), claim({ field })]))).toEqual([
        `devices/d claims.1.field: "${field}" is no figure of this file Name the dotted path of a figure that is stated here.`,
      ]);
    expect(said(checkClaims, device([claim({ value: null as never })], null))).toEqual([]);
  });
  it('are chosen once, and with a reason', () => {
    const chosen = claim({ chosen: true, note: 'seen' });
    expect(said(checkClaims, device([chosen, claim({ value: 32, kind: 'measured' })]))).toEqual([]);
    expect(said(checkClaims, device([chosen, chosen]))).toEqual([
      'devices/d claims.0.field: two claims on "memory.gb" are chosen Choose one.',
    ]);
    expect(said(checkClaims, device([claim(), claim({ chosen: true })]))).toEqual([
      'devices/d claims.1.chosen: a choice against the rule needs a note Say why.',
    ]);
  });
  it('are checked in every kind of file', () => {
    const thing = { gb: 1, claims: [claim({ field: 'gb', value: 2 })] };
    const things = {
      devices: { a: thing },
      hand_written: { b: thing },
      models: { c: thing },
      diffusion: { e: thing },
    };
    expect(said(checkClaims, things).map((s) => s.split(' ')[0])).toEqual([
      'devices/a',
      'systems/b',
      'models/c',
      'models/e',
    ]);
  });
});

import { expect, it } from 'vitest';
import { noiseAtWork } from '../../../src/recommend/noise.ts';
import { constant, level } from '../../../src/scoring/model.ts';
import { mini, systemOf } from '../../fixtures/mini-catalog.ts';

const tower = { ...systemOf('tower-1x24'), traits: [], form: { class: 'tower' as const } };
const of = (over: object) => noiseAtWork({ ...tower, ...over }, mini);
const word = (w: string) => level(mini.scoring, 'noise_dba', w) ?? Number.NaN;
const usual = constant(mini.scoring, 'desktop_load_w');

it('is what was measured, whatever the profile says beside it', () => {
  expect(of({ form: { class: 'tower', noise_dba: 43 }, traits: ['quiet'] })).toBe(43);
});
it('is that of a desktop PC in a tower with its draw, and 3 dB more with twice of it', () => {
  expect(of({ power: { load_w: usual } })).toBeCloseTo(word('normal'), 9);
  expect(of({ power: { load_w: 2 * usual } })).toBeCloseTo(word('normal') + 3.01, 2);
  expect(of({ power: { load_w: usual / 2 } })).toBeCloseTo(word('normal') - 3.01, 2);
  expect(of({ power: {} })).toBe(word('normal'));
});
it('goes by the word of the profile, whatever it draws', () => {
  expect(of({ power: { load_w: 2 * usual }, traits: ['quiet'] })).toBe(word('quiet'));
  expect(of({ power: { load_w: 2 * usual }, traits: ['quiet', 'loud'] })).toBe(word('loud'));
});
it('says of a small box nothing by its draw: small fans turn faster', () => {
  expect(of({ power: { load_w: 100 }, form: { class: 'mini-desktop' } })).toBe(word('normal'));
});
it('adds up over joined machines: four are 6 dB louder than one', () => {
  const box = { traits: ['quiet'], form: { class: 'multi-box' } };
  expect(of({ ...box, nodes: 4 })).toBeCloseTo(word('quiet') + 6.02, 2);
});

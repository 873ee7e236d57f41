import { describe, expect, it } from 'vitest';
import { overlayFolder } from '../../src/catalog/overlay.ts';
import { PHYSICS_CHECKS } from '../../src/checks/physics.ts';
import { setupsFor } from '../../src/recommend/setups/setups.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import { DataError, type DataProblem } from '../../src/schema/errors.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { answer, mini, systemOf, TODAY } from '../fixtures/mini-catalog.ts';

const folder = (name: string) => `test/data/overlays/${name}`;
const lay = (name: string, base: Catalog = mini): Catalog =>
  overlayFolder(base, folder(name), TODAY, PHYSICS_CHECKS);

/** "rules/x.yaml:line:column  message hint" of everything wrong with a folder. */
const wrongWith = (name: string): string[] => {
  try {
    lay(name);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.problems.map((p) =>
      `${p.file.replace(/^.*rules\//, '')}:${p.line}:${p.column}  ${p.message} ${p.hint ?? ''}`.trim(),
    );
  }
  return [];
};

describe('rules that are refused when they are loaded, each with its place', () => {
  const found = wrongWith('bad-rules');

  it.each([
    [
      'an unknown fact, with the nearest name',
      'unknown-fact.yaml:3:9  no fact "candidate.memry_gb" Did you mean "candidate.memory_gb"?',
    ],
    [
      'a comparison that does not suit the type',
      'wrong-type.yaml:4:7  "gt" does not suit candidate.has_cuda, a boolean Use is, not, known.',
    ],
    [
      'a condition that can never hold',
      'never-holds.yaml:3:3  can never hold: candidate.memory_gb cannot be above 10 and below 5',
    ],
    [
      'a contradiction to another rule',
      'contradicts.yaml:6:3  contradicts the preference of "prefer-quiet-box", which fires under the same condition Merge the two, or tell their conditions apart.',
    ],
  ])('%s', (_, line) => {
    expect(found.join('\n')).toContain(line);
  });
  it('an example that says otherwise than the rule', () => {
    expect(found.filter((line) => line.startsWith('wrong-example.yaml:'))).toHaveLength(1);
  });
  it('and nothing else', () => {
    expect(found).toHaveLength(5);
  });
  it('a missing example', () => {
    expect(wrongWith('no-examples').join('\n')).toContain(
      'no-example.yaml:12:3  a rule needs one example that fires and one that does not',
    );
  });
});

describe('a folder laid over the catalogue', () => {
  const merged = lay('good');

  it('changes the fields it names and no others; null takes one away', () => {
    const { idle_w, ...rest } = merged.devices['card-16']?.power ?? {};
    expect(idle_w).toBe(12);
    expect(rest).not.toHaveProperty('limit_w');
    expect(merged.devices['card-16']).toEqual({
      ...mini.devices['card-16'],
      memory: { ...mini.devices['card-16']?.memory, bandwidth_gb_s: 700 },
      power: { idle_w: 12 },
    });
  });
  it('adds machines, prices and rules that count at once', () => {
    const d = answer({}, merged);
    const ours = d.ranked.find((r) => r.system.id === 'shop-box');
    expect(ours?.price_usd).toMatchObject({ value: 2199, source: 'my-shop', observed: '2026-11-12' });
    expect(ours?.reasons.map((r) => r.code)).toContain('rule:prefer-shop');
    expect(d.ranked.find((r) => r.system.id === 'mac-64')?.price_usd?.value).toBe(2500);
  });
  it('leaves the catalogue below as it was', () => {
    expect(mini.systems).not.toHaveProperty('shop-box');
    expect(mini.devices['card-16']?.memory.bandwidth_gb_s).toBe(640);
    expect(mini.rules.map((r) => r.id)).not.toContain('prefer-shop');
  });
  it('may tell of one engine and leave the others: whether buyers are advised to install it, too', () => {
    const { exllama, ...others } = mini.engines;
    const engines = { exllama: { ...exllama, advised_for: ['text'] } };
    const ours = overlayFolder(mini, folderWith({ 'engines.yaml': JSON.stringify({ engines }) }), TODAY);
    expect(ours.engines).toMatchObject(others);
    const advised = (catalog: Catalog) =>
      setupsFor({ system: systemOf('tower-1x24'), os: ['linux'], purpose: 'text', users: 1 }, catalog);
    expect(advised(ours).map((s) => s.engine)).toEqual([...advised(mini).map((s) => s.engine), 'exllama']);
  });
  it('has a digest of its own, the same each time', () => {
    expect(merged.digest).not.toBe(mini.digest);
    expect(lay('good').digest).toBe(merged.digest);
  });
});

describe('a folder full of faults', () => {
  const problems: readonly DataProblem[] = (() => {
    try {
      lay('faults');
    } catch (error) {
      if (error instanceof DataError) return error.problems;
      throw error;
    }
    return [];
  })();
  const find = (file: string, part: string) =>
    problems.find((p) => p.file.endsWith(file) && `${p.path} ${p.message}`.includes(part));

  it('is refused as a whole, every fault at once', () => {
    const files = new Set(problems.map((p) => p.file.split('/').at(-1)));
    expect([...files].sort()).toEqual([
      'Card-99.yaml',
      'bad-fact.yaml',
      'card-24.yaml',
      'mine.csv',
      'missing.yaml',
      'no-shape.yaml',
      'no-such-parts.yaml',
      'notes.yaml',
      'twice.yaml',
      'unreadable.yaml',
      'wrong-example.yaml',
    ]);
  });

  it.each<[string, string, number, number, string]>([
    ['card-24.yaml', 'bandwith_gb_s', 2, 3, 'bandwidth_gb_s'],
    ['no-such-parts.yaml', 'kind', 2, 7, ''],
    ['no-such-parts.yaml', 'memory_gb', 6, 12, ''],
    ['missing.yaml', 'no device "card-25"', 4, 13, 'card-'],
    ['missing.yaml', 'no source "made-upp"', 13, 13, 'made-up'],
    ['unreadable.yaml', '', 3, 1, ''],
    ['twice.yaml', 'unique', 3, 1, ''],
    ['mine.csv', 'amount', 2, 18, ''],
    ['mine.csv', 'box-cudaa', 3, 1, 'box-cuda'],
    ['mine.csv', 'calendar', 4, 28, ''],
    ['mine.csv', 'in the future', 5, 28, ''],
    ['mine.csv', 'kind', 6, 9, ''],
    ['mine.csv', 'hearsai', 7, 42, 'hearsay'],
    ['bad-fact.yaml', 'candidate.memry_gb', 3, 9, 'candidate.memory_gb'],
    ['wrong-example.yaml', 'small', 14, 12, ''],
    ['no-shape.yaml', 'params_total_b', 4, 17, ''],
  ])('%s: %s at %i:%i', (file, part, line, column, hint) => {
    const found = find(file, part);
    expect(found && { line: found.line, column: found.column }).toEqual({ line, column });
    expect(found?.hint ?? '').toContain(hint);
  });

  it('names what belongs nowhere', () => {
    expect(find('notes.yaml', 'no kind of data')).toBeDefined();
    expect(find('Card-99.yaml', 'cannot be an id')).toBeDefined();
  });
});

import { describe, expect, it } from 'vitest';
import { flowFaults } from '../../src/build/house-rules.ts';
import { overlayFolder } from '../../src/catalog/overlay.ts';
import { PHYSICS_CHECKS } from '../../src/checks/physics.ts';
import { deviceTemplate } from '../../src/cli/templates/device.ts';
import { modelTemplate } from '../../src/cli/templates/model.ts';
import { ruleTemplate } from '../../src/cli/templates/rule.ts';
import { systemTemplate } from '../../src/cli/templates/system.ts';
import { folderWith } from '../fixtures/folder-with.ts';
import { answer, mini, TODAY } from '../fixtures/mini-catalog.ts';

const TEMPLATES = {
  devices: deviceTemplate('my-card'),
  systems: systemTemplate('my-machine', { id: 'card-24', memory_gb: 24 }),
  models: modelTemplate('my-model'),
  rules: ruleTemplate('my-rule'),
} as const;
const NAMES = { devices: 'my-card', systems: 'my-machine', models: 'my-model', rules: 'my-rule' } as const;

/** A folder with these templates, and the price line that the system's comment shows. */
function folderOf(kinds: readonly (keyof typeof TEMPLATES)[]): string {
  const files = Object.fromEntries(kinds.map((kind) => [`${kind}/${NAMES[kind]}.yaml`, TEMPLATES[kind]]));
  if (!kinds.includes('systems')) return folderWith(files);
  const lines = TEMPLATES.systems.split('\n').filter((l) => /^# {3}(?:item|my-machine),/.test(l));
  expect(lines).toHaveLength(2);
  return folderWith({ ...files, 'prices/mine.csv': `${lines.map((l) => l.slice(4)).join('\n')}\n` });
}
const lay = (kinds: readonly (keyof typeof TEMPLATES)[]) =>
  overlayFolder(mini, folderOf(kinds), TODAY, PHYSICS_CHECKS);

describe('templates to start from', () => {
  it.each(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[])('%s: valid as it is', (kind) => {
    expect(() => lay([kind])).not.toThrow();
  });
  it('the machine with its price line is ranked', () => {
    const d = answer({}, lay(['systems', 'rules']));
    expect(d.ranked.find((r) => r.system.id === 'my-machine')?.price_usd?.value).toBe(3999);
  });
  it('the rule fires where its comment says', () => {
    const d = answer({ users: 8 }, lay(['rules']));
    const codes = (id: string) => d.ranked.find((r) => r.system.id === id)?.reasons.map((r) => r.code);
    expect(codes('tower-1x24')).toContain('rule:my-rule');
    expect(codes('box-cuda')).not.toContain('rule:my-rule');
  });
  it('the model runs by name', () => {
    const d = answer({ models: ['my-model'] }, lay(['models']));
    expect(d.ranked.length).toBeGreaterThan(4);
  });
  it('are written as our own data are', () => {
    for (const [kind, text] of Object.entries(TEMPLATES))
      expect(flowFaults({ path: `${kind}/x.yaml`, shown: kind, text })).toEqual([]);
  });
  it('end with one newline and have no tabs', () => {
    for (const text of Object.values(TEMPLATES)) expect(text).toMatch(/^[^\t]*[^\n\t]\n$/);
  });
});

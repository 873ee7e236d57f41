import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedReadme } from '../src/build/readme.ts';
import { exampleArgs } from './cli/example-args.ts';
import { advise } from './cli/world.ts';

const readme = readFileSync('README.md', 'utf8');
const contributing = readFileSync('.github/CONTRIBUTING.md', 'utf8');
const changelog = readFileSync('.github/CHANGELOG.md', 'utf8');
const withoutGenerated = readme.replace(/<!-- (?!end)[^>]* -->\n[\s\S]*?<!-- end -->/g, '');

describe('README.md', { timeout: 60_000 }, () => {
  it('has the option and command tables that `npm run update` would write', () => {
    expect(generatedReadme(readme)).toBe(readme);
    expect(generatedReadme(readme.replace('| `--years <n>` |', '| `--decades <n>` |'))).toBe(readme);
  });

  it('has filled blocks only', () => {
    const blocks = [...readme.matchAll(/<!-- ((?!end)[^>]*) -->\n([\s\S]*?)<!-- end -->/g)];
    expect(blocks.length).toBeGreaterThanOrEqual(9);
    for (const [, what, body] of blocks) expect(body?.length, what).toBeGreaterThan(80);
    expect(blocks.filter(([, what]) => what?.startsWith('run')).length).toBe(6);
  });

  it('shows a chart that stands alone', () => {
    const [, path = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(readme) ?? [];
    const svg = readFileSync(path, 'utf8');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toMatch(/role="img"/);
    expect(svg.match(/<circle /g)?.length).toBeGreaterThan(5);
    expect(svg).not.toMatch(/<script|href=|url\(|NaN/);
    const colours = new Set([...svg.matchAll(/var\((--\w+)\)/g)].map((m) => m[1] ?? ''));
    for (const colour of colours) expect(svg, colour).toContain(`${colour}: #`);
  });

  it('types no figure by hand', () => {
    expect(withoutGenerated).not.toMatch(/\$\d|\d tok\/s|\d+ (?:systems|devices|models|rules|offers)/);
  });

  const commands = [
    ...[...readme.matchAll(/<!-- run(?: \d+)?: (.*?) -->/g)].map((m) => m[1] ?? ''),
    ...[...withoutGenerated.matchAll(/^(advise .*)$/gm)].map((m) => m[1] ?? ''),
    ...[...withoutGenerated.matchAll(/`(advise [^`]*)`/g)].map((m) => m[1] ?? ''),
  ].filter((c) => !/\b[A-Z]{2,}\b/.test(c));
  it.each([...new Set(commands)])('%s runs', async (command) => {
    const run = await advise(exampleArgs(command));
    expect(run.stderr).toBe('');
    expect([0, 1]).toContain(run.code);
    expect(run.stdout.length).toBeGreaterThan(50);
  });
  it('finds commands to run', () => expect(commands.length).toBeGreaterThanOrEqual(10));

  it('tells a newcomer what the continuous check does, too', () => {
    const script = readFileSync('.ci/run', 'utf8');
    const [first = '', second = ''] = (/```sh\n(npm ci[\s\S]*?)```/.exec(readme)?.[1] ?? '')
      .trim()
      .split('\n');
    for (const step of [...first.split(' && '), second]) expect(script).toContain(step);
  });
});

describe.each([
  ['README.md', readme],
  ['.github/CONTRIBUTING.md', contributing],
  ['.github/CHANGELOG.md', changelog],
])('%s', (path, text) => {
  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((m) => m[1] ?? '');
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });
  it('keeps to 125 columns outside of tables and captures', () => {
    const prose = (path === 'README.md' ? withoutGenerated : text).replace(/```[\s\S]*?```/g, '');
    expect(prose.split('\n').filter((l) => l.length > 125 && !l.startsWith('|'))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names places that exist', () => {
    const places = [...contributing.matchAll(/`((?:data|src|test)\/[^`]*)`/g)].map((m) => m[1] ?? '');
    expect(places.length).toBeGreaterThan(15);
    for (const place of places) {
      const fixed = place.replace(/\/(?:<id>|\*)\..*$/, '');
      expect(existsSync(fixed), place).toBe(true);
    }
  });
  it('says what every folder of code and of tests is for', () => {
    const folders = ['src', 'test'].flatMap((top) =>
      readdirSync(top, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [`${top}/${e.name}`] : [])),
    );
    expect(folders.filter((folder) => !contributing.includes(`\`${folder}\``))).toEqual([]);
  });
  it('says of every price file what it is for', () => {
    const files = readdirSync('data/prices').map((name) => `data/prices/${name}`);
    expect(files.filter((file) => !contributing.includes(`\`${file}\``))).toEqual([]);
  });
  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...contributing.matchAll(/npm run ([a-z:]+)/g)].map((m) => m[1] ?? '');
    expect(named.length).toBeGreaterThan(2);
    for (const name of named) expect(scripts, name).toHaveProperty(name);
  });
});

describe('CHANGELOG.md', () => {
  it('has an entry for the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(changelog).toContain(`\n## ${version}\n`);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What the program itself is made of. */
const CLI = [
  'cli',
  'answers',
  'package',
  'report',
  'recommend',
  'checks',
  'imports',
  'catalog',
  'prices',
  'perf',
  'rules',
  'scoring',
  'schema',
  'units',
];

/** Which layer may import which; anything not listed is an arrow the wrong way. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  units: ['units'],
  schema: ['schema', 'units'],
  prices: ['prices', 'schema', 'units'],
  catalog: ['catalog', 'schema', 'units', 'rules'],
  perf: ['perf', 'schema', 'units'],
  checks: ['checks', 'catalog', 'perf', 'schema', 'units'],
  imports: ['imports', 'catalog', 'perf', 'schema', 'units'],
  rules: ['rules', 'schema', 'units'],
  scoring: ['scoring', 'schema', 'units'],
  recommend: ['recommend', 'prices', 'perf', 'rules', 'scoring', 'schema', 'units'],
  report: ['report', 'recommend', 'schema', 'units'],
  answers: ['answers', 'catalog', 'schema', 'units'],
  package: ['package', 'catalog', 'checks', 'schema'],
  library: ['library', 'answers', 'package', 'report', 'recommend', 'schema', 'units'],
  cli: CLI,
  build: ['build', 'library', ...CLI],
};

/** Packages (and node:*) a layer may load; the hot path loads none. */
const MAY_LOAD: Record<string, readonly RegExp[]> = {
  units: [],
  schema: [/^zod$/],
  prices: [],
  catalog: [/^yaml$/, /^zod$/, /^csv-parse/, /^node:(fs|path|url|crypto)$/],
  perf: [],
  checks: [],
  imports: [/^@huggingface\/gguf$/, /^node:crypto$/],
  rules: [],
  scoring: [],
  recommend: [],
  report: [/^chalk$/, /^cli-table3$/, /^@observablehq\/plot$/, /^linkedom$/],
  answers: [],
  package: [/^node:fs$/],
  cli: [/^commander$/, /^inquirer$/, /^systeminformation$/, /^node:/],
  build: [/./],
};

interface Import {
  file: string;
  layer: string;
  target: string;
  typeOnly: boolean;
  /** Loaded when it is needed: `import(...)`. */
  dynamic: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join('src', file), 'utf8');
  const layer = file.includes('/') ? (file.split('/')[0] ?? '') : 'index';
  return [
    ...text.matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)|^import\s+['"]([^'"]+)['"]/gms,
    ),
  ].map((m) => ({
    file,
    layer,
    typeOnly: m[1] !== undefined,
    dynamic: m[3] !== undefined,
    target: m[2] ?? m[3] ?? m[4] ?? '',
  }));
});
const layerOf = (i: Import): string => normalize(join(dirname(i.file), i.target)).split('/')[0] ?? '';

describe('architecture', () => {
  it('finds the imports it is about to judge', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only what lies below it', (layer) => {
    const wrong = imports.filter(
      (i) => i.layer === layer && i.target.startsWith('.') && !MAY_IMPORT[layer]?.includes(layerOf(i)),
    );
    expect(wrong.map((i) => `${i.file} → ${i.target}`)).toEqual([]);
  });

  it.each(Object.keys(MAY_LOAD))('%s loads only its packages', (layer) => {
    const wrong = imports.filter(
      (i) =>
        i.layer === layer && !i.target.startsWith('.') && !MAY_LOAD[layer]?.some((p) => p.test(i.target)),
    );
    expect(wrong.map((i) => `${i.file} → ${i.target}`)).toEqual([]);
  });

  it('keeps zod out of the hot path: pure layers import schema for types only, or its plain constants', () => {
    const light = new Set(['vocabulary.ts', 'errors.ts', 'cell-key.ts', 'owned.ts', 'called.ts']);
    const wrong = imports.filter(
      (i) =>
        ['units', 'prices', 'perf', 'rules', 'scoring', 'recommend', 'report', 'answers'].includes(i.layer) &&
        i.target.includes('/schema/') &&
        !i.typeOnly &&
        !light.has(i.target.split('/').at(-1) ?? ''),
    );
    expect(wrong.map((i) => `${i.file} → ${i.target}`)).toEqual([]);
  });

  it('loads nothing but the option parser where no question is asked and no file is read', () => {
    const reached = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const i of imports.filter((i) => i.file === file && !i.typeOnly && !i.dynamic)) {
        if (i.target.startsWith('.')) visit(normalize(join(dirname(file), i.target)));
        else packages.add(i.target);
      }
    };
    const hot = ['recommend', 'explain', 'compare', 'fit', 'estimate'].map(
      (name) => `cli/commands/${name}.ts`,
    );
    for (const file of ['cli/run.ts', 'cli/program.ts', ...hot]) visit(file);
    expect(reached.size).toBeGreaterThan(100);
    expect([...packages].filter((p) => !p.startsWith('node:'))).toEqual(['commander']);
  });

  it('has only the top level that was agreed', () => {
    const allowed = new Set([
      'src',
      'data',
      'test',
      'bin',
      'package.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
      'package-lock.json',
      'node_modules',
      'dist',
      'coverage',
      'reports',
    ]);
    const strange = readdirSync('.').filter((n) => !n.startsWith('.') && !allowed.has(n));
    expect(strange).toEqual([]);
  });

  it('tries laws on the same cases in every npm test: who draws cases imports the seed', () => {
    const drawing = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.test.ts'))
      .map((f) => [f, readFileSync(join('test', f), 'utf8')] as const)
      .filter(([, text]) => /\bfc\.(assert|check)\(/.test(text));
    expect(drawing.length).toBeGreaterThan(10);
    expect(drawing.filter(([, text]) => !/\/runs\.ts'|\bseed: \d/.test(text)).map(([f]) => f)).toEqual([]);
  });

  it('keeps files small: one idea each, 300 lines at the very most', () => {
    const long = files.filter((f) => readFileSync(join('src', f), 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });

  it('names no device, system or model in code', () => {
    const ids = ['devices', 'systems', 'models']
      .flatMap((kind) => readdirSync(join('data', kind)).map((f) => f.replace(/\.ya?ml$/, '')))
      .filter((id) => id.length > 4 && /\d/.test(id));
    const wrong = files
      .filter((f) => !f.startsWith('cli/') || !/examples|questions|topics|options|commands/.test(f))
      .flatMap((f) => {
        const code = readFileSync(join('src', f), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        return ids
          .filter((id) => code.includes(`'${id}'`) || code.includes(`"${id}"`))
          .map((id) => `${relative('src', join('src', f))}: ${id}`);
      });
    expect(wrong).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';

/**
 * src/ → JavaScript in `outdir`. Loading a file costs a start-up more than running what is in it, so the modules of a
 * non-interactive run lie together in four: what every run starts with, the tables behind --help, what reads the command
 * line, and a recommendation. Everything else is split by who imports it. Returns the paths of all modules that went in.
 */
export async function bundle(outdir: string, external: readonly string[]): Promise<string[]> {
  const start = modulesBehind('src/cli/run.ts');
  const help = modulesBehind('src/cli/help.ts');
  const program = modulesBehind(
    'src/cli/short-run.ts',
    'src/cli/program.ts',
    'src/cli/commands/recommend.ts',
    'src/answers/parse-answers.ts',
  );
  const recommendation = modulesBehind('src/cli/answering.ts', 'src/report/index.ts');
  const build = await rolldown({
    input: { cli: 'src/cli/run.ts', index: 'src/index.ts' },
    platform: 'node',
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [withoutUnused],
    logLevel: 'warn',
  });
  const { output } = await build.write({
    dir: outdir,
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      groups: [
        { name: 'start', priority: 3, test: (id) => start.has(id) },
        { name: 'help', priority: 2, test: (id) => help.has(id) },
        {
          name: 'program',
          priority: 2,
          test: (id) => program.has(id) || /[\\/]node_modules[\\/]commander[\\/]/.test(id),
        },
        { name: 'recommend', priority: 1, test: (id) => recommendation.has(id) },
      ],
    },
  });
  await build.close();
  return output.filter((o): o is OutputChunk => o.type === 'chunk').flatMap((chunk) => chunk.moduleIds);
}

/** The files that some files import, directly or not; what is imported on demand is left out. */
function modulesBehind(...entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT))
      add(resolve(dirname(file), target));
  };
  for (const entry of entries) add(resolve(entry));
  return found;
}
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\s)(?:[^'"]*?from\s+)?['"](\.[^'"]+)['"]/gms;

const EMPTY = '\0empty';

/**
 * What packages load and we never use, and which is slow to load: commander's subprocesses for commands that are programs
 * of their own, and the kinds of prompts that the interview does not ask.
 */
const withoutUnused: Plugin = {
  name: 'without-unused',
  resolveId: (id, importer) => {
    const subprocess = id === 'node:child_process' && /[\\/]commander[\\/]/.test(importer ?? '');
    return subprocess || /^@inquirer\/(?:editor|expand|number|password|rawlist|search)$/.test(id)
      ? EMPTY
      : null;
  },
  load: (id) => (id === EMPTY ? 'export default {};' : null),
};

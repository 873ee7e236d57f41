import { nearestNames } from '../catalog/names/nearest.ts';
import { loadCatalog, storedCatalog } from '../package/load-catalog.ts';
import { packageVersion } from '../package/version.ts';
import { AdviseError, didYouMean, type ExitCode, UsageError } from '../schema/errors.ts';
import { WORKLOADS } from '../schema/vocabulary.ts';
import { shown } from '../units/foreign-text.ts';
import { COMMANDS } from './commands.ts';
import { type CommonFlags, makeContext } from './context.ts';
import { refuseForeignEnding, refusePage } from './endings.ts';
import { fail } from './exit.ts';
import type { Io } from './io/io.ts';
import { modelReferences } from './named/model-references.ts';
import { beforeFlags } from './named/words-for-names.ts';
import { TOPICS } from './topics.ts';

/** Runs the program on arguments (without node and script) and returns the exit code. Never calls process.exit. */
export async function main(typed: readonly string[], io: Io): Promise<ExitCode> {
  const argv = typed.flatMap(valueApart);
  const version = packageVersion();
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      io.stdout.write(`${version}\n`);
      return 0;
    }
    if (argv[0] === 'help') return await help(argv.slice(1), io);
    await refuseUnknownCommand(argv);
    if (argv.includes('--help') || argv.includes('-h')) return await showPage(argv[0], argv, io);
    return await dispatch(argv, io, version);
  } catch (error) {
    return fail(error, io, argv);
  }
}

/** "-b=3000" is written by analogy with "--budget=3000": the value of a short option would begin with the sign. */
const valueApart = (word: string): string[] =>
  /^-[a-z]=/i.test(word) ? [word.slice(0, 2), word.slice(3)] : [word];

async function dispatch(argv: readonly string[], io: Io, version: string): Promise<ExitCode> {
  const { buildProgram, isCommanderFailure } = await import('./program.ts');
  let code: ExitCode = 0;
  const program = buildProgram(io, version, async (spec, args, flags) => {
    const references = modelReferences(spec.name, args, flags);
    if (spec.output === undefined) refuseForeignEnding(flags as CommonFlags);
    const context = makeContext(io, flags as CommonFlags, async (overlay, use) => {
      if (overlay === undefined && references.length === 0 && use === 'lazy') return storedCatalog();
      const catalog = await loadCatalog(
        overlay,
        io.today(),
        flags['data'] === undefined ? 'ADVISE_DATA' : '--data',
      );
      if (references.length === 0) return catalog;
      const { importModels } = await import('./named/import-models.ts');
      return importModels(references, flags['quant'] as string | undefined, catalog, io);
    });
    if (!spec.page && spec.output === undefined) refusePage(context.format);
    code = await (await spec.load()).run(args, flags, context);
    return code;
  });
  const named = COMMANDS.some((c) => c.name === argv[0]);
  try {
    await program.parseAsync([...(named ? [] : ['recommend']), ...argv], { from: 'user' });
  } catch (error) {
    if (!isCommanderFailure(error)) throw error;
    const { endUsage } = await import('./options/usage-mistake.ts');
    return endUsage(error, argv);
  }
  return code;
}

/** A first word that is neither flag nor command is a typing mistake, not an argument. */
async function refuseUnknownCommand(argv: readonly string[]): Promise<void> {
  const [word] = argv;
  if (word === undefined || word.startsWith('-') || COMMANDS.some((c) => c.name === word)) return;
  const names = [...COMMANDS.map((c) => c.name), 'help'];
  const commands = nearestNames(word, names, 1).map((near) => `advise ${near}`);
  const works = nearestNames(word, WORKLOADS, 1).map((near) => `advise --workload ${near}`);
  throw new UsageError(
    `there is no command "${shown(word)}"`,
    didYouMean(commands) || didYouMean(works) || (await insteadOf(argv)) || `Commands: ${names.join(', ')}.`,
    'unknown_command',
  );
}

/** How to ask about the thing that these words name, up to the first flag; '' where they name none. */
async function insteadOf(argv: readonly string[]): Promise<string> {
  const { insteadOfCommand } = await import('./named/instead-of-command.ts');
  const instead = insteadOfCommand(beforeFlags(argv).join(' '), storedCatalog());
  return instead === null ? '' : `Did you mean: ${instead}?`;
}

async function showPage(command: string | undefined, argv: readonly string[], io: Io): Promise<ExitCode> {
  const { helpPage } = await import('./help.ts');
  io.stdout.write(helpPage(command, io, argv.includes('--no-color')));
  return 0;
}

async function help(words: readonly string[], io: Io): Promise<ExitCode> {
  const [topic] = words;
  if (topic === undefined) return showPage(undefined, words, io);
  const found = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (found) {
    io.stdout.write((await found.load()).text);
    return 0;
  }
  if (COMMANDS.some((c) => c.name === topic)) return showPage(topic, words, io);
  const known = [...Object.keys(TOPICS), ...COMMANDS.map((c) => c.name)];
  const near = nearestNames(topic, known, 1).map((name) => `advise help ${name}`);
  throw new AdviseError(
    'unknown_topic',
    `there is no help on "${shown(topic)}"`,
    didYouMean(near) || `Topics: ${known.join(', ')}.`,
    2,
  );
}

import { fail } from './exit.ts';
import { processIo } from './io/process-io.ts';
import { main } from './main.ts';

/** The program in the real world: sets the exit code, never calls process.exit, so that everything written gets out. */
export async function run(argv: readonly string[]): Promise<void> {
  const io = processIo();
  process.on('uncaughtException', (error) => {
    process.exitCode = fail(error, io, argv);
  });
  if (isShort(argv)) (await import('./short-run.ts')).expectShortRun();
  const code = await main(argv, io);
  // A failure to write, reported meanwhile, outranks the result nobody got.
  process.exitCode ??= code;
}

/** Evaluations and data checks work through thousands of rows; --version and --help do nothing worth mentioning. */
const isShort = (argv: readonly string[]): boolean =>
  argv.length > 1 && argv[0] !== 'evaluate' && argv[0] !== 'data';

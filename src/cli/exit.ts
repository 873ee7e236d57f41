import { addresses, packageVersion } from '../package/version.ts';
import { errorDocument } from '../report/error.ts';
import { problemLines } from '../report/problems.ts';
import { wrap } from '../report/wrap.ts';
import { AdviseError, DataError, type ExitCode } from '../schema/errors.ts';
import { printable, printableJson } from '../units/foreign-text.ts';
import { type Io, widthOf } from './io/io.ts';
import { speaksUnicode } from './io/locale.ts';

/**
 * The one place that turns a failure into output and an exit code. Under --json the error is a JSON document on
 * stdout; otherwise words on stderr. Anything that is not an AdviseError is a bug and says so.
 */
export function fail(error: unknown, io: Io, argv: readonly string[]): ExitCode {
  // By name: the class is loaded with the interview only.
  if (error instanceof Error && error.name === 'Interrupted') {
    const { command } = error as { command?: string | null };
    const so_far = command ? ` With the answers so far: ${command}` : '';
    io.stderr.write(printable(`Interrupted.${so_far}\n`));
    return 130;
  }
  const known = error instanceof AdviseError ? error : bug(error);
  if (wantsJson(argv)) io.stdout.write(printableJson(`${JSON.stringify(errorDocument(known), null, 2)}\n`));
  else {
    const said = printable(`advise: ${known.message}\n${placesOf(known)}${known.hint}\n`);
    io.stderr.write(folded(said, io));
  }
  if (argv.includes('--debug') && error instanceof Error && error.stack) io.stderr.write(`${error.stack}\n`);
  return known.exitCode;
}

/** JSON wanted, judged before anything is parsed, so that even a usage error can be a JSON document. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (a, i) =>
      a === '--json' ||
      a.startsWith('--json=') ||
      a === '--format=json' ||
      a === '-fjson' ||
      ((a === '--format' || a === '-f') && argv[i + 1] === 'json'),
  );
}

const placesOf = (error: AdviseError): string =>
  error instanceof DataError
    ? problemLines(error.problems)
        .map((line) => `${line}\n`)
        .join('')
    : '';

/** Broken at words on a terminal, under the text that a line begins with; a pipe gets its lines whole. */
function folded(text: string, { stderr, env }: Io): string {
  const width = stderr.isTTY ? widthOf(stderr, env) : undefined;
  if (width === undefined) return text;
  const unicode = speaksUnicode(env);
  return text
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      const under = indent === '' ? '' : `${indent}  `;
      const [first = '', ...rest] = wrap(line.slice(indent.length), width - under.length, unicode);
      return [`${indent}${first}`, ...rest.map((l) => `${under}${l}`)];
    })
    .join('\n');
}

function bug(error: unknown): AdviseError {
  const message = error instanceof Error ? error.message : String(error);
  const { bugs } = addresses();
  return new AdviseError(
    'internal',
    `this is a bug: ${message}`,
    `Please report it with this command line and "advise ${packageVersion()}, node ${process.version}"${bugs ? ` at ${bugs}` : ''}; --debug prints the stack.`,
    2,
  );
}

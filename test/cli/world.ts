import { PassThrough } from 'node:stream';
import type { Io } from '../../src/cli/io/io.ts';
import { main } from '../../src/cli/main.ts';
import type { Readings } from '../../src/imports/own/readings.ts';
import { type Recommendation, recommendationSchema } from '../../src/schema/document.ts';
import { AdviseError } from '../../src/schema/errors.ts';
import { refuseStaleBuild } from './fresh-build.ts';

refuseStaleBuild();

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: Readonly<Record<string, string>>;
}

interface World {
  readonly tty?: boolean;
  /** Of stderr alone: a terminal while stdout is piped, or the other way round. */
  readonly stderrTty?: boolean;
  /** A window that is resized has as many columns as this says when it is asked. */
  readonly columns?: number | (() => number);
  readonly rows?: number;
  readonly env?: Record<string, string>;
  readonly today?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly machine?: Readings;
  /** What is piped in. */
  readonly stdin?: string;
  /** The network; unplugged unless given. */
  readonly fetch?: typeof fetch;
  /** Somebody is at the keyboard and types these, each when the program has gone quiet; then the input ends. */
  readonly typed?: readonly string[];
  /** Is told when keys stop or begin to be printed by the terminal itself. */
  readonly onRawMode?: (raw: boolean) => void;
}

/** Runs the program in a made-up world: no terminal, no clock, no disk but the catalogue's. */
export async function advise(args: readonly string[], world: World = {}): Promise<Run> {
  const out = { stdout: '', stderr: '' };
  const written: Record<string, string> = {};
  const tty = world.tty ?? world.typed !== undefined;
  const stream = (name: 'stdout' | 'stderr', isTTY: boolean) => ({
    write: (text: string) => {
      out[name] += text;
    },
    isTTY,
    get columns() {
      if (!isTTY) return undefined;
      return typeof world.columns === 'function' ? world.columns() : (world.columns ?? 80);
    },
    rows: isTTY ? (world.rows ?? 24) : undefined,
  });
  const input = Object.assign(new PassThrough(), { setRawMode: world.onRawMode ?? (() => undefined) });
  const output = new PassThrough();
  // Like a terminal, it outlives the prompts that write to it.
  output.end = () => output;
  output.on('data', (data: Buffer) => {
    out.stderr += data.toString();
  });
  const io: Io = {
    stdout: stream('stdout', tty),
    stderr: stream('stderr', world.stderrTty ?? tty),
    stdin: { isTTY: world.typed !== undefined },
    env: { LANG: 'en_US.UTF-8', ...world.env },
    today: () => world.today ?? '2026-11-20',
    readFile: (path) => {
      const text = world.files?.[path] ?? written[path];
      if (text === undefined)
        throw new AdviseError('file', `cannot read "${path}": it does not exist`, 'Check the path.');
      return typeof text === 'string' ? text : new TextDecoder().decode(text);
    },
    readStdin: async () => world.stdin ?? '',
    makeFolder: () => undefined,
    isFolder: (path) => path.endsWith('/'),
    openFile: (path) => {
      const content = world.files?.[path];
      if (content === undefined)
        throw new AdviseError('file', `cannot read "${path}": it does not exist`, 'Check the path.');
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { size: bytes.length, read: async (start, length) => bytes.subarray(start, start + length) };
    },
    machine: () =>
      world.machine ? Promise.resolve(world.machine) : Promise.reject(new Error('no machine in this world')),
    fetch: world.fetch ?? (() => Promise.reject(new Error('no network in this world'))),
    writeFile: (path, text) => {
      if (path.startsWith('/nowhere/'))
        throw new AdviseError('file', `cannot write "${path}": its folder does not exist`, 'Check the path.');
      written[path] = text;
    },
    terminal: { input, output },
  };
  const running = main(args, io);
  const done = running.then(() => true);
  const byLine = world.env?.['TERM'] === 'dumb' || args.includes('plain') || args.includes('--format=plain');
  const listening = () => byLine || input.listenerCount('keypress') > 0;
  const asks = () => quiet(() => out.stderr.length + out.stdout.length, listening);
  for (const keys of world.typed ?? []) {
    if (await Promise.race([done, asks()])) break;
    input.write(keys);
    // readline waits this long for the rest of an escape sequence.
    if (keys === '\u001b') await new Promise((resolve) => setTimeout(resolve, 600));
  }
  if (world.typed) {
    await Promise.race([done, asks()]);
    input.end();
  }
  return { code: await running, ...out, written };
}

/** The document of a recommendation, as scripts get it. */
export async function recommended(...args: string[]): Promise<Recommendation> {
  return recommendationSchema.parse(JSON.parse((await advise([...args, '--json'])).stdout));
}

const TICK_MS = 15;
const QUIET_TICKS = 3;

/** Resolves (false) when nothing more was printed for a while and keys are listened to: the program waits for one. */
async function quiet(printed: () => number, listening: () => boolean): Promise<false> {
  let still = 0;
  for (let before = -1; still < QUIET_TICKS; before = printed()) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    still = printed() > 0 && printed() === before && listening() ? still + 1 : 0;
  }
  return false;
}

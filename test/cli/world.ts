import { PassThrough } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: Readonly<Record<string, string>>;
}

interface World {
  readonly tty?: boolean;
  readonly columns?: number;
  readonly env?: Record<string, string>;
  readonly today?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the program in a made-up world: no terminal, no clock, no disk but the catalogue's. */
export async function advise(args: readonly string[], world: World = {}): Promise<Run> {
  const out = { stdout: '', stderr: '' };
  const written: Record<string, string> = {};
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      out[name] += text;
    },
    isTTY: world.tty ?? false,
    columns: world.tty ? (world.columns ?? 80) : undefined,
  });
  const io: Io = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: { isTTY: false },
    env: { LANG: 'en_US.UTF-8', ...world.env },
    today: () => world.today ?? '2026-11-20',
    readFile: (path) => world.files?.[path] ?? '',
    writeFile: (path, text) => {
      written[path] = text;
    },
    terminal: { input: new PassThrough(), output: new PassThrough() },
  };
  const code = await main(args, io);
  return { code, ...out, written };
}

import type { ByteSource } from '../../imports/gguf/byte-source.ts';
import type { Readings } from '../../imports/own/readings.ts';

/** Somewhere to print to. */
export interface OutStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal, undefined when piped. */
  readonly columns: number | undefined;
  /** Lines of the terminal, when known. */
  readonly rows?: number | undefined;
}

/** Discards output: for commands tried out for their answer alone. */
export const SILENT: OutStream = { write: () => undefined, isTTY: false, columns: undefined };

/** A file to be read in parts; its path names it. */
type FilePart = Omit<ByteSource, 'name'>;

/** Everything the program may touch of the outside world, injected once so that tests can be the world. */
export interface Io {
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  readonly stdin: { readonly isTTY: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Today, YYYY-MM-DD in UTC. The only clock. */
  today(): string;
  readFile(path: string): string;
  /** All that is piped in. */
  readStdin(): Promise<string>;
  writeFile(path: string, text: string): void;
  /** A folder, with those above it; nothing when it is there. */
  makeFolder(path: string): void;
  isFolder(path: string): boolean;
  /** A regular file to be read in parts. */
  openFile(path: string): FilePart;
  /** What the machine says it is made of; asked only by `advise own`. */
  machine(): Promise<Readings>;
  /** The network: asked only for names that say so (`hf:`). */
  readonly fetch: typeof fetch;
  /** The streams prompts run on; only the interview uses them. */
  readonly terminal: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };
}

/** A usable table width: the terminal's, COLUMNS when set, else none (piped output is never cut). */
export function widthOf(stream: OutStream, env: Io['env']): number | undefined {
  const forced = Number(env['COLUMNS']);
  if (Number.isInteger(forced) && forced > 0) return Math.max(20, forced);
  return stream.columns === undefined ? undefined : Math.max(20, stream.columns);
}

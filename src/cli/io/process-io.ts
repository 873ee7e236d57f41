import { closeSync, mkdirSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { AdviseError } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import type { Io, OutStream } from './io.ts';

const STDIN = 0;

/**
 * The real world. A reader that left (`head`: EPIPE) ends output quietly; any other failure to write stdout, such as a
 * full disk, is said once on stderr and exits with 2.
 */
export function processIo(): Io {
  return {
    stdout: outStream('stdout'),
    stderr: outStream('stderr'),
    stdin: {
      get isTTY() {
        return isatty(STDIN);
      },
    },
    env: process.env,
    today: () => new Date().toISOString().slice(0, 10),
    readFile: (path) =>
      onDisk('read', path, () => (isDevice(path) ? readDevice(path) : readFileSync(path, 'utf8'))),
    // As a stream: a pipe that does not block would end a plain read with EAGAIN.
    readStdin: async () => (await import('node:stream/consumers')).text(process.stdin),
    writeFile: (path, text) => onDisk('write', path, () => writeFileSync(path, text)),
    makeFolder: (path) => {
      onDisk('write', path, () => mkdirSync(path, { recursive: true }));
    },
    isFolder: (path) =>
      onDisk('read', path, () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true),
    openFile: (path) => ({
      size: onDisk('read', path, () => regularSize(path)),
      read: async (start, length) => onDisk('read', path, () => readPart(path, start, length)),
    }),
    machine: async () => (await import('../own/read-machine.ts')).readMachine(),
    fetch: globalThis.fetch,
    terminal: {
      get input() {
        return process.stdin;
      },
      get output() {
        return process.stderr;
      },
    },
  };
}

/** What the code of an error of the disk means. */
const WHY: Readonly<Record<string, string>> = {
  ENOTDIR: 'a file stands where a folder should be',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  EEXIST: 'a file stands where a folder should be',
  EACCES: 'permission is denied',
  EROFS: 'the disk is read-only',
  ESPIPE: 'it is no regular file',
  EFBIG: 'it does not end',
};

/** One of the program's streams. Node opens it when it is first asked for, which takes as long as all of --version. */
function outStream(name: 'stdout' | 'stderr'): OutStream {
  let gone = false;
  let opened: NodeJS.WriteStream | undefined;
  const open = (): NodeJS.WriteStream => {
    if (opened) return opened;
    opened = process[name];
    opened.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !gone && name === 'stdout') {
        process.stderr.write(
          `advise: cannot write the result: ${WHY[error.code ?? ''] ?? error.code ?? error.message}\n`,
        );
        process.exitCode = 2;
      }
      gone = true;
    });
    return opened;
  };
  return {
    write: (text) => {
      if (!gone) open().write(text);
    },
    get isTTY() {
      return open().isTTY === true;
    },
    get columns() {
      return open().columns;
    },
    get rows() {
      return open().rows;
    },
  };
}

/** Where a terminal is read, and what may never end: /dev/zero. */
const isDevice = (path: string): boolean => statSync(path).isCharacterDevice();

/** Assumption: nobody types more, and no table comes out of a device. Bytes. */
const MOST_OF_DEVICE = 2 ** 22;

function readDevice(path: string): string {
  const file = openSync(path, 'r');
  try {
    const all = Buffer.alloc(MOST_OF_DEVICE);
    for (let end = 0; end < all.length; ) {
      const read = readSync(file, all, end, all.length - end, null);
      if (read === 0) return all.toString('utf8', 0, end);
      end += read;
    }
    throw Object.assign(new Error(), { code: 'EFBIG' });
  } finally {
    closeSync(file);
  }
}

function regularSize(path: string): number {
  const stat = statSync(path);
  if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  // A pipe has no size and cannot be read twice.
  if (!stat.isFile()) throw Object.assign(new Error(), { code: 'ESPIPE' });
  return stat.size;
}

function readPart(path: string, start: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const part = Buffer.alloc(length);
    return part.subarray(0, readSync(file, part, 0, length, start));
  } finally {
    closeSync(file);
  }
}

function onDisk<T>(verb: string, path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const missing =
      code !== 'ENOENT' ? null : verb === 'read' ? 'it does not exist' : 'its folder does not exist';
    throw new AdviseError(
      'file',
      `cannot ${verb} "${shown(path)}": ${missing ?? WHY[code] ?? code}`,
      'Check the path and try again.',
      2,
    );
  }
}

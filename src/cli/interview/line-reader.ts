import { createInterface } from 'node:readline';

/** Lines as they are typed or piped in, also those that come before anybody asks for them. */
interface LineReader {
  /** Null at the end of the input, or after Ctrl-C. */
  readonly next: () => Promise<string | null>;
  readonly close: () => void;
}

export function lineReader(input: NodeJS.ReadableStream): LineReader {
  const lines = createInterface({ input, terminal: false });
  const waiting: string[] = [];
  let closed = false;
  let wake: (() => void) | undefined;
  lines.on('line', (line) => {
    waiting.push(line);
    wake?.();
  });
  const end = () => {
    closed = true;
    wake?.();
  };
  lines.on('close', end);
  process.once('SIGINT', end);
  return {
    next: async () => {
      while (waiting.length === 0 && !closed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return waiting.shift() ?? null;
    },
    close: () => {
      process.off('SIGINT', end);
      lines.off('close', end);
      lines.close();
    },
  };
}

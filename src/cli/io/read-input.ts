import type { NamedText } from '../../catalog/files/raw-file.ts';
import { UsageError } from '../../schema/errors.ts';
import type { Io } from './io.ts';

/** The file that an argument names, or what is piped in where it is "-". */
export async function readInput(name: string, io: Io): Promise<NamedText> {
  if (name !== '-') return { name, text: io.readFile(name) };
  if (io.stdin.isTTY)
    throw new UsageError(
      '"-" reads what another program prints, and nothing is piped in',
      'For instance: llama-bench -m MODEL.gguf -o json | advise measure -',
    );
  return { name: 'stdin', text: await io.readStdin() };
}

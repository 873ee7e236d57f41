import { UsageError } from '../schema/errors.ts';
import { shown } from '../units/foreign-text.ts';
import { type Gib, gibAsSold } from '../units/units.ts';
import { memoryIn } from './memory-said.ts';

/** "8GB", "8 GiB", "8": memory for something else. Programs and shops write GB for GiB where they speak of memory. */
export function parseKeptFree(raw: string, flag: string): Gib {
  const said = inGb(raw.trim());
  const size = /^\d/.test(said) ? memoryIn(/^[\d.]+$/.test(said) ? `${said}GB` : said) : null;
  if (size?.name !== '' || size.memory_gb <= 0)
    throw new UsageError(
      `${flag}: "${shown(raw)}" is no size of memory`,
      'For instance 8GB, what a voice, a second model or a game holds; leave it out when nothing else runs there.',
    );
  return gibAsSold(size.memory_gb);
}

const MB_OF_GB = 1024;

/** "600MB": a small model for embeddings holds less than one. */
function inGb(said: string): string {
  const [, mb] = /^(\d+(?:\.\d+)?)\s*mi?b$/i.exec(said) ?? [];
  return mb === undefined ? said : `${Number(mb) / MB_OF_GB}GB`;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataProblem } from '../../../src/schema/errors.ts';

export const raw = (path: string, text: string) => ({ path, shown: `my/${path}`, text });
/** line:column path: message hint */
export const shown = (p: DataProblem) =>
  `${p.line}:${p.column} ${p.path}: ${p.message}${p.hint ? ` ${p.hint}` : ''}`;

/** A folder that goes away again. */
export function withFolder<T>(files: Record<string, string>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'advise-files-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

export const SOURCE = 's:\n  title: T\n  date: "2026-01-01"\n  kind: review\n';
export const DEVICE =
  'name: Card\nvendor: nvidia\nkind: gpu\nfamily: f\nmemory:\n  kind: vram\n  capacity_gb: 24\nsources:\n  default: [s]\n';
export const MINE = DEVICE.replace('Card', 'Mine');

import type { DataProblem } from '../../../src/schema/errors.ts';

export const raw = (path: string, text: string) => ({ path, shown: `my/${path}`, text });
/** line:column path: message hint */
export const shown = (p: DataProblem) =>
  `${p.line}:${p.column} ${p.path}: ${p.message}${p.hint ? ` ${p.hint}` : ''}`;

export const SOURCE = 's:\n  title: T\n  date: "2026-01-01"\n  kind: review\n';
export const DEVICE =
  'name: Card\nvendor: nvidia\nkind: gpu\nfamily: f\nmemory:\n  kind: vram\n  capacity_gb: 24\nsources:\n  default: [s]\n';
export const MINE = DEVICE.replace('Card', 'Mine');

import type { Check } from '../../../../src/catalog/checks/complaints.ts';
import type { Collections } from '../../../../src/catalog/collections.ts';

export const TODAY = '2026-11-20';

/** A catalogue of nothing but what a test puts into it. */
export const data = (over: object = {}): Collections =>
  ({
    sources: {},
    devices: {},
    hand_written: {},
    systems: {},
    hosts: {},
    parts: {},
    recipes: [],
    models: {},
    diffusion: {},
    tensor_types: {},
    quants: {},
    engines: {},
    memory_rules: [],
    offers: [],
    sizes: [],
    measurements: [],
    workloads: {},
    rules: {},
    scoring: {},
    misnomers: {},
    unread: new Set<string>(),
    places: new Map(),
    row_places: { prices: [], sizes: [], measurements: [] },
    broken: { rows: [], profiles: [] },
    ...over,
  }) as unknown as Collections;

export const rowPlace = (line: number) => ({
  file: 'p.csv',
  line,
  columnOf: (column: string) => column.length,
});

/** As if everything stood in a file at hand, nobody knows where. */
export const EVERYWHERE = { has: () => true, get: () => undefined };

/** What a check says: place, path, message and hint. */
export function said(check: Check, over: object): string[] {
  const list: string[] = [];
  check(
    data(over),
    {
      at: (key, path, message, hint) =>
        list.push(`${key} ${path.map(String).join('.')}: ${message}${hint ? ` ${hint}` : ''}`),
      row: (folder, index, column, message, hint) =>
        list.push(`${folder}[${index}] ${column}: ${message}${hint ? ` ${hint}` : ''}`),
      cell: ({ file, line }, column, message) => list.push(`${file}:${line} ${column}: ${message}`),
    },
    TODAY,
  );
  return list;
}

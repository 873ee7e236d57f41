import { OWN_NOTES } from '../../schema/vocabulary.ts';
import type { Collections } from '../collections.ts';
import { type Check, exists, nearSource } from './complaints.ts';

type Path = readonly PropertyKey[];

/** Every source that a file names is defined somewhere. Rows of tables are checked with the tables. */
export const checkSources: Check = (all, complain) => {
  const known = Object.keys(all.sources);
  const broken = all.broken.profiles.map(({ key, fields }) => [key, fields] as const);
  const inBroken = broken.flatMap(([key, fields]) => [...sourceIdsIn(fields)].map((c) => ({ key, ...c })));
  for (const { key, path, id } of [...citations(all), ...inBroken])
    if (!exists(all, all.sources, id)) complain.at(key, path, `no source "${id}"`, nearSource(id, known));
};

/** Every source that a file names, with the place; those of rows of tables are not among them. */
export function* citations(all: Collections): Iterable<{ key: string; path: Path; id: string }> {
  for (const [key, thing] of sourcedThings(all))
    for (const { path, id } of sourceIdsIn(thing)) yield { key, path, id };
}

/** Sources nobody cites, except the one that only users do: no fault, but worth a look. In code-point order. */
export function unusedSources(all: Collections, alsoCited: Iterable<string> = []): string[] {
  const cited = new Set([OWN_NOTES, ...alsoCited]);
  for (const { id } of citations(all)) cited.add(id);
  for (const { source } of [...all.offers, ...all.sizes, ...all.measurements]) cited.add(source);
  return Object.keys(all.sources).filter((id) => !cited.has(id));
}

/** Everything that may cite a source, by the key of the place it was written at; the path starts where the thing does. */
function* sourcedThings(all: Collections): Iterable<readonly [string, unknown]> {
  const profiles = {
    devices: all.devices,
    systems: all.hand_written,
    hosts: all.hosts,
    models: { ...all.models, ...all.diffusion },
    rules: all.rules,
    workloads: all.workloads,
  };
  for (const [folder, things] of Object.entries(profiles))
    for (const [id, thing] of Object.entries(things)) yield [`${folder}/${id}`, thing];
  yield ['quants.yaml', { quants: all.quants }];
  yield ['engines.yaml', { engines: all.engines }];
  yield ['platforms.yaml', { rules: all.memory_rules }];
  yield ['rigs.yaml', { rigs: all.recipes }];
  yield ['scoring.yaml', all.scoring];
}

/** Ids under every key `source` and `sources`, however deep; facts of rule examples are no citations. */
function* sourceIdsIn(value: unknown, path: Path = []): Iterable<{ path: Path; id: string }> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'examples') continue;
    if (key === 'source' && typeof inner === 'string') yield { path: at, id: inner };
    else if (key === 'sources') yield* leaves(inner, at);
    else yield* sourceIdsIn(inner, at);
  }
}

function* leaves(value: unknown, path: Path): Iterable<{ path: Path; id: string }> {
  if (typeof value === 'string') yield { path, id: value };
  else if (Array.isArray(value)) for (const [i, inner] of value.entries()) yield* leaves(inner, [...path, i]);
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

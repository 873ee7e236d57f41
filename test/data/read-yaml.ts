import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../data/', import.meta.url));

/** One YAML file of `data/`, as the loader reads it: core schema, so dates stay text. */
export const readYaml = (path: string): unknown =>
  parse(readFileSync(`${root}${path}`, 'utf8'), { version: '1.2', schema: 'core' });

/** Ids of a folder of `data/`: file names without their ending. */
export const idsIn = (folder: string): string[] =>
  readdirSync(`${root}${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

import type { DataProblem } from '../../schema/errors.ts';
import { oneLine } from '../../units/foreign-text.ts';

type Path = readonly (string | number)[];

/** Where a value stands in its file; files without lines (GGUF) answer 0. */
type Locate = (path: Path) => { readonly line: number; readonly column: number };

/**
 * Typed reading of a model's configuration. Absent and null are the same. A value of the wrong kind becomes a problem
 * with its place, and reading goes on, so that all problems are found at once.
 */
export interface ConfigReader {
  readonly file: string;
  readonly problems: DataProblem[];
  has(...names: readonly string[]): boolean;
  /** The first of the names that is there, as a whole number; its absence is a problem. */
  int(...names: readonly string[]): number;
  optionalInt(...names: readonly string[]): number | undefined;
  flag(name: string): boolean | undefined;
  text(name: string): string | undefined;
  /** A string with one letter for each layer. */
  pattern(name: string): string | undefined;
  complain(name: string, message: string): void;
  list(...names: readonly string[]): readonly unknown[] | undefined;
  /** A list where it may also be one number. */
  listIfAny(name: string): readonly unknown[] | undefined;
  /** An object inside; null where there is none. */
  part(...names: readonly string[]): ConfigReader | null;
  /** Class defaults of the architecture, for what a config leaves out. */
  withDefaults(defaults: Readonly<Record<string, number>>): ConfigReader;
}

const MOST = 1_000_000_000;

/** Reads `value`, an object parsed from `file`. */
export function configReader(
  value: Readonly<Record<string, unknown>>,
  file: string,
  locate: Locate,
  problems: DataProblem[] = [],
  path: Path = [],
): ConfigReader {
  const first = (names: readonly string[]): [string, unknown] | null => {
    for (const name of names) {
      const found = Object.hasOwn(value, name) ? value[name] : undefined;
      if (found !== undefined && found !== null) return [name, found];
    }
    return null;
  };
  // Once, however many layers ask.
  const add = (at: Path, name: string, message: string): void => {
    const dotted = [...path, name].join('.');
    if (problems.some((p) => p.path === dotted && p.message === message)) return;
    problems.push({ file, ...locate(at), path: dotted, message });
  };
  const complain = (name: string, message: string): void => add([...path, name], name, message);
  const optionalInt = (...names: readonly string[]): number | undefined => {
    const [name, found] = first(names) ?? [];
    if (name === undefined) return undefined;
    const single = Array.isArray(found) && new Set(found).size === 1 ? found[0] : found;
    if (typeof single === 'number' && Number.isInteger(single) && single >= 0 && single <= MOST)
      return single;
    complain(name, `must be a whole number from 0 to ${MOST}, not ${shortly(found)}`);
    return undefined;
  };
  return {
    file,
    problems,
    has: (...names) => first(names) !== null,
    optionalInt,
    int: (...names) => {
      const [name = ''] = names;
      if (first(names) === null) add(path, name, `"${name}" is missing`);
      return optionalInt(...names) ?? 0;
    },
    flag: (name) => {
      const [, found] = first([name]) ?? [];
      if (found === undefined || typeof found === 'boolean') return found;
      complain(name, `must be true or false, not ${shortly(found)}`);
      return undefined;
    },
    text: (name) => {
      const [, found] = first([name]) ?? [];
      return typeof found === 'string' ? oneLine(found) : undefined;
    },
    pattern: (name) => {
      const [, found] = first([name]) ?? [];
      return typeof found === 'string' && found !== '' ? found : undefined;
    },
    complain,
    list: (...names) => {
      const [name, found] = first(names) ?? [];
      if (name === undefined) return undefined;
      if (Array.isArray(found)) return found;
      complain(name, `must be a list, not ${shortly(found)}`);
      return undefined;
    },
    listIfAny: (name) => {
      const [, found] = first([name]) ?? [];
      return Array.isArray(found) ? found : undefined;
    },
    part: (...names) => {
      const [name, found] = first(names) ?? [];
      if (name === undefined || typeof found !== 'object' || found === null || Array.isArray(found))
        return null;
      return configReader(found as Record<string, unknown>, file, locate, problems, [...path, name]);
    },
    withDefaults: (defaults) =>
      configReader(
        {
          ...defaults,
          ...Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)),
        },
        file,
        locate,
        problems,
        path,
      ),
  };
}

function shortly(value: unknown): string {
  if (typeof value === 'string') return `the text "${oneLine(value).slice(0, 30)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(value);
}

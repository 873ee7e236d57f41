import type { z } from 'zod';
import { type DataProblem, didYouMean } from '../../schema/errors.ts';
import { shown } from '../../units/foreign-text.ts';
import { nearestNames } from '../names/nearest.ts';
import { issueInWords, kindInWords } from './issue-words.ts';
import type { RawFile } from './raw-file.ts';

type Locate = (path: readonly PropertyKey[], onKey?: boolean) => { line: number; column: number };

/** Turns a zod error into located problems; an unknown key or word gets the nearest valid one. */
export function problemsOf(
  file: RawFile,
  error: z.ZodError,
  schema: z.ZodType,
  locate: Locate,
): DataProblem[] {
  return error.issues
    .flatMap((issue) => describe(issue as Issue, issue.path, schema))
    .map(({ path, onKey, message, hint }) => ({
      file: file.shown,
      ...locate(path, onKey),
      path: path.map(String).join('.'),
      message,
      ...(hint ? { hint } : {}),
    }));
}

/** The fields of a thing with faults that are sound on their own. */
export function soundFields(schema: unknown, value: object): Record<string, unknown> {
  const { shape } = schema as { shape?: Readonly<Record<string, z.ZodType>> };
  return Object.fromEntries(
    Object.entries(shape ?? {}).flatMap(([key, field]) => {
      const parsed = field.safeParse((value as Record<string, unknown>)[key]);
      return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : [];
    }),
  );
}

/** A record with more unknown keys is not one of ours. */
const MOST_UNKNOWN_KEYS = 20;

type Issue = z.core.$ZodIssue;
interface Finding {
  path: readonly PropertyKey[];
  onKey?: boolean;
  message: string;
  hint?: string | undefined;
}

function describe(issue: Issue, path: readonly PropertyKey[], schema: z.ZodType): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    const valid = keysAt(schema, path);
    const named = issue.keys.slice(0, MOST_UNKNOWN_KEYS);
    const more = issue.keys.length - named.length;
    return named.map((key, i) => ({
      path: [...path, key],
      onKey: true,
      message: `unknown key "${shown(key)}"${more > 0 && i === named.length - 1 ? `, and ${more} more` : ''}`,
      hint: keyHint(key, valid),
    }));
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String);
    const rule = `must be one of ${words.join(', ')}`;
    if (issue.input === undefined) return [missing(path, `one of ${words.join(', ')}`)];
    if (typeof issue.input !== 'string') return [{ path, message: rule }];
    const own = /^Invalid (?:option|input)/.test(issue.message) ? '' : issue.message;
    const hint = own || didYouMean(nearestNames(issue.input, words, 1)) || undefined;
    return [{ path, message: `"${shown(issue.input)}" ${rule}`, hint }];
  }
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined'))
    return [missing(path, kindInWords(issue.expected))];
  if (issue.code === 'invalid_type' && issue.expected === 'number' && typeof issue.input === 'string')
    return [{ path, message: `"${shown(issue.input)}" is no number`, hint: 'Write digits alone: 1999.5.' }];
  if (issue.code === 'invalid_union' && 'discriminator' in issue && issue.errors.length === 0)
    return [kindOf(issue, path)];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = [...issue.errors].sort((a, b) => a.length - b.length)[0];
    const inner = best?.[0];
    if (inner) return describe(inner, [...path, ...inner.path], schema);
  }
  return [{ path, ...issueInWords(issue) }];
}

const missing = (path: readonly PropertyKey[], what: string): Finding => ({
  path,
  message: `"${String(path.at(-1) ?? '')}" is missing (${what})`,
});

/** The word that says which of several shapes a thing has. */
function kindOf(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): Finding {
  const words = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const given = (issue.input as Record<PropertyKey, unknown> | undefined)?.[path.at(-1) ?? ''];
  if (given === undefined || given === null) return missing(path, `one of ${words.join(', ')}`);
  const hint = didYouMean(nearestNames(String(given), words, 1)) || undefined;
  return { path, message: `"${shown(String(given))}" must be one of ${words.join(', ')}`, hint };
}

const keyHint = (word: string, valid: readonly string[]): string | undefined =>
  didYouMean(nearestNames(word, valid, 1)) || (valid.length ? `Known keys: ${valid.join(', ')}.` : undefined);

/** The keys an object schema accepts at a path, walking wrappers, arrays, records and unions; [] when unknown. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let current = unwrap(schema);
  for (const step of path) {
    const def = current?.def;
    if (!def) return [];
    if (def.type === 'object') current = unwrap(current?.shape?.[String(step)]);
    else if (def.type === 'array') current = unwrap(def.element);
    else if (def.type === 'record') current = unwrap(def.valueType);
    else return [];
  }
  return current?.shape ? Object.keys(current.shape) : [];
}

interface Walkable {
  def: {
    type: string;
    innerType?: unknown;
    element?: unknown;
    valueType?: unknown;
    out?: unknown;
    in?: unknown;
    options?: unknown[];
    getter?: () => unknown;
  };
  shape?: Record<string, unknown>;
}
function unwrap(schema: unknown): Walkable | undefined {
  let current = schema as Walkable | undefined;
  while (current?.def) {
    const { def } = current;
    if (def.innerType) current = def.innerType as Walkable;
    else if (def.type === 'lazy' && def.getter) current = def.getter() as Walkable;
    else if (def.type === 'pipe') current = def.out as Walkable;
    else break;
  }
  return current;
}

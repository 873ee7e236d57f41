import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type DataProblem, MOST_PROBLEMS } from '../schema/errors.ts';
import { type RawFile, withoutMark } from './raw-file.ts';

type Path = readonly PropertyKey[];
export interface ParsedYaml {
  readonly value: unknown;
  readonly problems: readonly DataProblem[];
  /** The place of a path: of its key when `onKey`, else of its value; of the deepest ancestor that exists otherwise. */
  locate(path: Path, onKey?: boolean): { line: number; column: number };
}

const DEEPEST_NESTING = 32;

/** Parses one YAML document (core schema: dates stay text). Anchors, aliases and several documents are refused. */
export function parseYaml(file: RawFile): ParsedYaml {
  const lines = new LineCounter();
  const text = withoutMark(file.text);
  const problems: DataProblem[] = [];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const complain = (offset: number, message: string, hint?: string) =>
    problems.push({ file: file.shown, ...at(offset), path: '', message, ...(hint ? { hint } : {}) });

  if (tooDeep(text)) {
    complain(0, `nests deeper than ${DEEPEST_NESTING} levels`, 'Flatten it.');
    return { value: undefined, problems, locate: () => ({ line: 1, column: 1 }) };
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    // Checked below: the parser compares each key with all before it, which takes minutes for a hundred thousand.
    uniqueKeys: false,
    merge: false,
  });
  for (const error of document.errors)
    complain(error.pos[0], (error.message.split('\n')[0] ?? error.message).replace(/ at line \d+.*$/, ''));
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) complain(key.range?.[0] ?? 0, 'Map keys must be unique');
        seen.add(name);
        if (problems.length > MOST_PROBLEMS) return visit.BREAK;
      }
      return undefined;
    },
    Alias: (_key, node) => {
      complain(
        node.range?.[0] ?? 0,
        'YAML aliases (*name) are not allowed in data files',
        'Write the value out.',
      );
      return visit.BREAK;
    },
  });
  const value = problems.length === 0 ? document.toJS({ maxAliasCount: 0 }) : undefined;
  const pairs = new Map<object, ReadonlyMap<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    let known = pairs.get(map);
    if (!known) {
      known = new Map(
        map.items.flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item]] : [])),
      );
      pairs.set(map, known);
    }
    return known.get(key);
  };
  const locate = (path: Path, onKey = false) =>
    at(offsetOf(document.contents as Node | null, path, onKey, pairOf));
  return { value, problems, locate };
}

function offsetOf(
  root: Node | null,
  path: Path,
  onKey: boolean,
  pairOf: (map: YAMLMap, key: string) => Pair | undefined,
): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    const last = i === path.length - 1;
    if (isMap(node)) {
      const pair = pairOf(node, String(step));
      if (!pair) return offset;
      if (last && onKey && isNode(pair.key)) return pair.key.range?.[0] ?? offset;
      node = isNode(pair.value) ? pair.value : null;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      node = isNode(item) ? item : null;
    } else return offset;
    offset = node?.range?.[0] ?? offset;
  }
  return offset;
}

/** A cheap guard before the parser, whose recursion deep nesting would exhaust: flow brackets and indentation. */
function tooDeep(text: string): boolean {
  let open = 0;
  for (const char of text) {
    if (char === '[' || char === '{') {
      if (++open > DEEPEST_NESTING) return true;
    } else if ((char === ']' || char === '}') && open > 0) open--;
  }
  const compact = /^(?:[ \t]*(?:- )){33,}/m;
  const indents = new Set<number>();
  for (const match of text.matchAll(/^( *)\S/gm)) indents.add((match[1] ?? '').length);
  return indents.size > DEEPEST_NESTING * 2 || compact.test(text);
}

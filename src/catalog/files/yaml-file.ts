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
  type YAMLParseError,
} from 'yaml';
import { type DataProblem, MOST_PROBLEMS } from '../../schema/errors.ts';
import { rememberedOf } from '../../units/remembered.ts';
import { type RawFile, withoutMark } from './raw-file.ts';

type Path = readonly PropertyKey[];
export interface ParsedYaml {
  readonly value: unknown;
  readonly problems: readonly DataProblem[];
  /** The place of a path: of its key when `onKey`, else of its value; of the deepest ancestor that exists otherwise. */
  locate(path: Path, onKey?: boolean): { line: number; column: number };
}

const DEEPEST_NESTING = 32;
/** What a parser complains about by its grammar is nearly always the blanks at the start of the line. */
const BLANKS = 'Lines that belong together start in the same column: count the blanks before this one.';
const HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: BLANKS,
  BLOCK_AS_IMPLICIT_KEY: BLANKS,
  MULTILINE_IMPLICIT_KEY: BLANKS,
  TAB_AS_INDENT: 'Indent with blanks.',
  MULTIPLE_DOCS: 'One file holds one thing: delete the "---".',
};

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
  for (const [i, error] of document.errors.entries()) {
    // What the parser stumbles over next in the same line is the same fault.
    const before = document.errors[i - 1]?.pos[0];
    if (before !== undefined && at(before).line === at(error.pos[0]).line) continue;
    const said = (error.message.split('\n')[0] ?? error.message).replace(/ at line \d+.*$/, '');
    complain(error.pos[0], said, hintFor(error));
  }
  visit(document, {
    Map: (_key, map) => {
      for (const offset of repeatedKeys(map)) {
        if (problems.length > MOST_PROBLEMS) return visit.BREAK;
        complain(offset, 'Map keys must be unique');
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
  const pairsOf = rememberedOf(pairsByKey);
  const locate = (path: Path, onKey = false) =>
    at(offsetOf(document.contents as Node | null, path, onKey, (map, key) => pairsOf(map).get(key)));
  return { value, problems, locate };
}

/** Where the keys of a map stand that it has already. */
function* repeatedKeys(map: YAMLMap): Generator<number> {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) yield key.range?.[0] ?? 0;
    seen.add(name);
  }
}

const pairsByKey = (map: YAMLMap): ReadonlyMap<string, Pair> =>
  new Map(map.items.flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item]] : [])));

const hintFor = ({ code, message }: YAMLParseError): string | undefined =>
  HINTS[code] ?? (/Sequence item without/.test(message) ? BLANKS : undefined);

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
  const compact = new RegExp(`^(?:[ \\t]*(?:- )){${DEEPEST_NESTING + 1},}`, 'm');
  const indents = new Set<number>();
  for (const match of text.matchAll(/^( *)\S/gm)) indents.add((match[1] ?? '').length);
  return indents.size > DEEPEST_NESTING * 2 || compact.test(text);
}

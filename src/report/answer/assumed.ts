import { formatName } from '../../recommend/prose/names.ts';
import type { Assumption, Recommendation } from '../../schema/document.ts';
import { percent, tokens } from '../../units/format.ts';

type Say = (value: number, raw: Assumption['value']) => string;

/** What a default means, as a few words; the document has the reason of each. */
const WORDS: Readonly<Record<string, Say>> = {
  method: (_, raw) => formatName(String(raw)),
  context: (n) => `context ${tokens(n)}`,
  prompt_tokens: (n) => `prompt ${tokens(n)} tokens`,
  cached_share: (n) => (n === 0 ? 'nothing cached' : `${percent(n)} of it cached`),
  output_tokens: (n) => `answer ${tokens(n)} tokens`,
  turns: (n) => `tasks of ${n} steps`,
  usual_depth: (n) => `one user at the whole context, each other at ${tokens(n)} tokens`,
  users: (n) => (n === 1 ? 'one user' : `${n} users`),
  train_tokens: (n) => `${tokens(n)} training tokens`,
  size: (_, raw) => `${String(raw).replaceAll('x', ' × ')} pixels`,
  frames: (_, raw) => `${raw} frames`,
  fps: (_, raw) => `${raw} frames a second`,
  steps: (_, raw) => `${raw} steps`,
  sequence_length: (n) => `sequences of ${tokens(n)}`,
};

/** Every default that filled a gap in the answers, on one line per document. */
export function assumedLines(d: Recommendation): string[] {
  const perWorkload = new Map<string, string[]>();
  for (const { field, value, name: called } of d.assumptions) {
    // What was read from a file is said when it is read.
    if (field.startsWith('imported.')) continue;
    const [workload = '', name = ''] = field.split('.');
    const say = WORDS[name] ?? (() => `${name.replaceAll('_', ' ')} ${value ?? 'none'}`);
    const words = name === 'model' ? `model ${called ?? value}` : say(Number(value), value);
    perWorkload.set(workload, [...(perWorkload.get(workload) ?? []), words]);
  }
  const mixed = perWorkload.size > 1;
  const lines = [...perWorkload].map(([id, words]) => `${mixed ? `${id}: ` : ''}${words.join(', ')}`);
  return lines.length > 0 ? [lines.join('; ')] : [];
}

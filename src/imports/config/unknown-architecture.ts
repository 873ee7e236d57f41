import { DataError } from '../../schema/errors.ts';
import { oneLine } from '../../units/foreign-text.ts';
import type { ConfigReader } from './config-reader.ts';

/** What a profile of a model states; the model schema has the rest. */
const FIELDS = [
  'params_total_b',
  'params_active_b',
  'architecture.layers',
  'architecture.hidden',
  'architecture.vocab',
  'architecture.tied_embeddings',
  'architecture.attention (kind, count, heads, kv_heads, head_dim, window of each group of layers)',
  'architecture.ffn_hidden, or architecture.moe (experts, active, expert_hidden, shared)',
];

/** The complaint about a file of an unknown architecture, and how to describe the model by hand. */
export function unknownArchitecture(c: ConfigReader, name: string | undefined, key: string): DataError {
  const said =
    name === undefined || name === ''
      ? 'no architecture is named'
      : `unknown architecture "${oneLine(name)}"`;
  c.complain(key, `${said}: needs these fields: ${FIELDS.join('; ')}.`);
  return new DataError(
    c.problems,
    'Write them into models/NAME.yaml of a folder of your own (`advise data new model` prints a template) and pass --data FOLDER.',
  );
}

import { oneOf } from '../../answers/choice.ts';
import type { RunCommand } from '../commands.ts';

/** `advise schema [KIND]`: JSON Schema of a result document or a data file; without a kind, the names. */
export const run: RunCommand = async (args, _flags, context) => {
  const { jsonSchema, SCHEMA_KINDS } = await import('../../schema/json-schema.ts');
  if (args[0] === undefined) {
    context.emit(SCHEMA_KINDS.join('\n'));
    return 0;
  }
  context.emit(JSON.stringify(jsonSchema(oneOf(args[0], SCHEMA_KINDS, 'schema')), null, 2));
  return 0;
};

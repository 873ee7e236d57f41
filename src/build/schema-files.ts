import { FILE_KINDS, jsonSchema } from '../schema/json-schema.ts';

/** The JSON Schemas that editors read, by their path in the repository. */
export const schemaFiles = (): ReadonlyMap<string, string> =>
  new Map(
    FILE_KINDS.map((kind) => [
      `data/schema/${kind}.schema.json`,
      `${JSON.stringify(jsonSchema(kind), null, 2)}\n`,
    ]),
  );

import { asRawFile, type NamedText, withoutMark } from '../../catalog/files/raw-file.ts';
import { parseYaml } from '../../catalog/files/yaml-file.ts';
import { DataError, lineFault } from '../../schema/errors.ts';
import { configReader } from './config-reader.ts';
import { modelOfConfig, type ShapedModel } from './model-of-config.ts';

/** The largest known, with its tables of tokens and labels, is 250 kB. */
export const MOST_CONFIG_BYTES = 4_000_000;

/** Parses a config.json with the place of everything in it. Python's `Infinity` and `NaN` pass: they stand in values nobody asks for. */
export function readConfig(file: NamedText): ShapedModel {
  const whole = (message: string): DataError => new DataError([lineFault(file.name, 1, message)], EXPECTED);
  if (file.text.trim() === '') throw whole('the file is empty');
  if (file.text.length > MOST_CONFIG_BYTES) throw whole('is too large for a configuration');
  if (!withoutMark(file.text).trimStart().startsWith('{')) throw whole('is no JSON object');
  // Places take ten times as long as values: they are looked for when there is something to complain about.
  let places: ReturnType<typeof parseYaml> | undefined;
  const yaml = () => {
    places ??= parseYaml(asRawFile(file));
    return places;
  };
  const value = strictJson(file.text) ?? parsedValue(yaml());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw whole('is no JSON object');
  return modelOfConfig(
    configReader(value as Record<string, unknown>, file.name, (path) =>
      yaml().locate(path.map(String), true),
    ),
  );
}

function strictJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch {
    return undefined;
  }
}

function parsedValue({ value, problems }: ReturnType<typeof parseYaml>): unknown {
  if (problems.length > 0) throw new DataError(problems.slice(0, 5), EXPECTED);
  return value;
}

const EXPECTED = "Give the config.json that lies beside a model's weights on the Hugging Face Hub.";

import type { WeightClass } from '../../perf/memory/weights.ts';
import { DataError, lineFault } from '../../schema/errors.ts';
import type { TensorType } from '../../schema/quant.ts';
import { oneLine } from '../../units/foreign-text.ts';
import { type Bytes, inBillions } from '../../units/units.ts';
import { configReader } from '../config/config-reader.ts';
import { familyOfGguf } from '../config/families.ts';
import { modelOfConfig, refuseNonsense, type ShapedModel } from '../config/model-of-config.ts';
import { unknownArchitecture } from '../config/unknown-architecture.ts';
import { ggufAsConfig } from './as-config.ts';
import type { GgufHeader } from './header.ts';
import { bytesOf, tensorTotals } from './tensor-bytes.ts';

/** A model as its GGUF file has it: shape, exact parameters and bytes. */
export interface GgufModel {
  readonly shape: ShapedModel;
  readonly name: string | null;
  /** Weight format by `general.file_type` ("Q4_K_M"); null when the file states none. */
  readonly file_type: string | null;
  readonly bytes: Bytes;
  readonly classes: Readonly<Record<WeightClass, number>>;
  /** Bytes that the files lack of what their headers announce. */
  readonly missing_bytes: Bytes;
}

/** What a file holds that is no language model, by its architecture or type. */
const OTHERS: Readonly<Record<string, string>> = {
  clip: 'is the vision part of a model (mmproj)',
  mmproj: 'is the vision part of a model (mmproj)',
  adapter: 'is a LoRA adapter',
  imatrix: 'is an importance matrix',
};

/** Reads the shape from metadata and tensor names; sizes are those of the tensors themselves. */
export function modelOfGguf(
  parts: readonly GgufHeader[],
  types: Readonly<Record<string, TensorType>>,
): GgufModel {
  const [first] = parts;
  if (!first) throw new Error('a GGUF model has at least one file');
  const { metadata, file } = first;
  const word = (key: string) => {
    const value = metadata[key];
    return typeof value === 'string' && oneLine(value) !== '' ? oneLine(value) : null;
  };
  const architecture = word('general.architecture');
  const other = OTHERS[architecture ?? ''] ?? OTHERS[word('general.type') ?? ''];
  if (other) throw refused(file, other, 'Give the file with the language model.');
  const family = familyOfGguf(architecture ?? '');
  const nowhere = () => ({ line: 0, column: 0 });
  if (!family)
    throw unknownArchitecture(
      configReader({}, file, nowhere),
      architecture ?? undefined,
      'general.architecture',
    );
  if (parts.every((p) => p.tensors.length === 0))
    throw refused(
      file,
      'holds no weights of a language model, only its vocabulary',
      'Give the file with the weights.',
    );
  const config = ggufAsConfig(parts, family);
  const shape = modelOfConfig(configReader(config, file, nowhere));
  const totals = tensorTotals(parts, shape.architecture.layers, types);
  if (!(totals.bytes > 0 && totals.bytes < 1e14))
    throw refused(file, `announces weights of ${totals.bytes} bytes`, 'Download it again.');
  const exact = { ...shape, ...exactParams(shape, totals) };
  refuseNonsense(exact, { file });
  return {
    shape: exact,
    name: word('general.name') ?? word('general.basename'),
    file_type: first.file_type,
    bytes: totals.bytes,
    classes: totals.classes,
    missing_bytes: parts.reduce((n, part) => n + missingBytes(part, types), 0),
  };
}

type Totals = ReturnType<typeof tensorTotals>;

/** Counted tensors, and what of them a token reads. */
function exactParams(
  { architecture }: ShapedModel,
  totals: Totals,
): Pick<ShapedModel, 'params_total_b' | 'params_active_b' | 'params_lookup_b'> {
  const { moe } = architecture;
  const idle = moe ? totals.routed_params * (1 - Math.min(1, moe.active / moe.experts)) : 0;
  return {
    params_total_b: inBillions(totals.params),
    params_active_b: inBillions(totals.params - idle - totals.lookup_params - totals.draft_params),
    params_lookup_b: inBillions(totals.lookup_params),
  };
}

/** What lies behind the end of the file; of a tensor of unknown type, its beginning. */
function missingBytes(part: GgufHeader, types: Readonly<Record<string, TensorType>>): number {
  const end = part.tensors.reduce((most, t) => Math.max(most, t.offset + (bytesOf(t, types) ?? 0)), 0);
  return Math.max(0, part.data_offset + end - part.size);
}

const refused = (file: string, message: string, hint: string): DataError =>
  new DataError([lineFault(file, 0, message)], hint);

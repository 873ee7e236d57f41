import { architectureFaults } from '../../catalog/checks/architecture.ts';
import { activeParameters, parameterBreakdown } from '../../perf/model-parameters.ts';
import { DataError } from '../../schema/errors.ts';
import { type Architecture, modelSchema, type TextModel } from '../../schema/model.ts';
import { oneLine } from '../../units/foreign-text.ts';
import { inBillions } from '../../units/units.ts';
import { attentionGroups } from './attention-groups.ts';
import type { ConfigReader } from './config-reader.ts';
import { feedForward } from './experts.ts';
import { FAMILIES, type Family } from './families.ts';
import { layerKinds } from './layer-kinds.ts';
import { unknownArchitecture } from './unknown-architecture.ts';

/** What a configuration describes: the shape of the text model and what follows from it. */
export type ShapedModel = Pick<
  TextModel,
  'params_total_b' | 'params_active_b' | 'params_lookup_b' | 'native_precision'
> & { readonly architecture: Architecture; readonly model_type: string };

const TEXT_PARTS = ['text_config', 'llm_config', 'language_config', 'language_model'] as const;

/** Reads a transformers configuration, or throws what is wrong with it. Vision and audio towers are left out. */
export function modelOfConfig(whole: ConfigReader): ShapedModel {
  const inner = whole.part(...TEXT_PARTS);
  const types = [inner?.text('model_type'), whole.text('model_type')].filter((t) => t !== undefined);
  const model_type = types.find((type) => Object.hasOwn(FAMILIES, type));
  const family = model_type === undefined ? undefined : FAMILIES[model_type];
  if (!family || model_type === undefined)
    throw unknownArchitecture(
      inner?.has('model_type') ? inner : whole,
      types[0] ?? architectureName(whole),
      'model_type',
    );
  const c = (inner ?? whole).withDefaults(family.defaults ?? {});
  const architecture = architectureOf(c, whole, family);
  if (whole.problems.length > 0)
    throw new DataError(
      whole.problems,
      `${model_type} models need them: compare with the model's page on the Hub.`,
    );
  const shape = { ...counted(architecture, lookups(c)), architecture, model_type, ...precision(whole, c) };
  refuseNonsense(shape, whole);
  return shape;
}

/** Refuses figures that are each possible but together are no model. */
export function refuseNonsense(shape: ShapedModel, { file }: Pick<ConfigReader, 'file'>): void {
  const { params_total_b, params_active_b, architecture } = shape;
  const parsed = modelSchema
    .pick({ params_total_b: true, params_active_b: true, architecture: true })
    .safeParse({ params_total_b, params_active_b, architecture });
  const faults = parsed.success
    ? architectureFaults(shape)
    : parsed.error.issues.map(({ path, message }) => ({ path, message }));
  if (faults.length > 0)
    throw new DataError(
      faults.map(({ path, message }) => ({
        file,
        line: 0,
        column: 0,
        path: path.map(String).join('.'),
        message,
      })),
      'These figures describe no model: is the file damaged?',
    );
}

function architectureName(c: ConfigReader): string | undefined {
  const [first] = c.list('architectures') ?? [];
  return typeof first === 'string' ? oneLine(first) : undefined;
}

function architectureOf(c: ConfigReader, whole: ConfigReader, family: Family): Architecture {
  const kinds = layerKinds(c, family.window ?? 'none');
  const max_context = c.optionalInt('max_position_embeddings');
  const per_layer_dim = c.optionalInt('hidden_size_per_layer_input');
  return {
    layers: kinds.length,
    hidden: c.int('hidden_size'),
    vocab: c.int('vocab_size'),
    tied_embeddings: tied(c, whole, family),
    ...(max_context ? { max_context } : {}),
    attention: attentionGroups(c, kinds, family),
    ffn_matrices: family.matrices ?? 3,
    ...feedForward(c, kinds),
    ...(per_layer_dim ? { per_layer_dim } : {}),
    ...draftLayers(c, family),
  };
}

const tied = (c: ConfigReader, whole: ConfigReader, family: Family): boolean =>
  c.flag('tie_word_embeddings') ??
  c.flag('tie_embedding') ??
  whole.flag('tie_word_embeddings') ??
  family.tied ??
  false;

/** Layers of multi-token prediction, for families whose files keep them. */
function draftLayers(c: ConfigReader, { draft }: Family): Pick<Architecture, 'mtp'> {
  if (!draft) return {};
  const layers = c.optionalInt('num_nextn_predict_layers') ?? 0;
  if (layers === 0) return {};
  return {
    mtp: {
      layers,
      ...(draft === 'own-tables' ? { own_embeddings: true } : {}),
      ...(draft === 'dense' ? { dense: true } : {}),
    },
  };
}

/** Rows looked up once per token: per-layer embeddings. */
const lookups = (c: ConfigReader): number =>
  inBillions(
    (c.optionalInt('vocab_size_per_layer_input') ?? 0) *
      (c.optionalInt('hidden_size_per_layer_input') ?? 0) *
      (c.optionalInt('num_hidden_layers') ?? 0),
  );

/** Parameters from the shapes; norms are counted, biases are not. */
function counted(
  architecture: Architecture,
  params_lookup_b: number,
): Pick<TextModel, 'params_total_b' | 'params_active_b' | 'params_lookup_b'> {
  const blank = { params_total_b: 1, params_active_b: 1, params_lookup_b, architecture } as TextModel;
  return {
    params_total_b: inBillions(parameterBreakdown(blank)?.total ?? 0),
    params_active_b: inBillions(activeParameters(blank) ?? 0),
    params_lookup_b,
  };
}

/** The format the weights were published in: experts in 4 bit cannot be had any larger. */
function precision(whole: ConfigReader, c: ConfigReader): Pick<TextModel, 'native_precision'> {
  const method = (whole.part('quantization_config') ?? c.part('quantization_config'))?.text('quant_method');
  if (method === 'mxfp4') return { native_precision: 'mxfp4 experts + bf16' };
  if (method === 'fp8') return { native_precision: 'fp8' };
  const dtype = c.text('torch_dtype') ?? c.text('dtype') ?? whole.text('torch_dtype') ?? whole.text('dtype');
  if (dtype === 'bfloat16') return { native_precision: 'bf16' };
  return dtype === 'float16' ? { native_precision: 'fp16' } : {};
}

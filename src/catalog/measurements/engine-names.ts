import type { EngineProfile } from '../../schema/engine.ts';
import {
  BACKENDS,
  type Backend,
  type DeviceKind,
  ENGINES,
  type Engine,
  type Split,
  type Vendor,
} from '../../schema/vocabulary.ts';

/** Engine as a source names it, in the product's words. `wrapped`: a shell around that engine with its own defaults. */
export interface EngineName {
  readonly engine: Engine;
  readonly wrapped: boolean;
}

/** Version texts that reveal the engine where the engine column says only "other". */
const BY_VERSION: readonly (readonly [RegExp, Engine])[] = [
  [/exllama|tabbyapi/i, 'exllama'],
  [/transformers|^torch\b|pytorch hf/i, 'transformers'],
];

/** The whole name, a version behind it apart: "vLLM 0.11.0", "llama.cpp b6940". */
const named = (names: RegExp): RegExp =>
  new RegExp(`^(?:${names.source})(?:[\\s_-]+(?:v|b|version |build )?\\d[\\w.+-]*)?$`);

/** Engines under the names of their packages and servers. */
const SPELLINGS: readonly (readonly [RegExp, Engine])[] = [
  [named(/ik[\s_-]?llama(?:[\s_.-]?cpp)?/), 'ik_llama.cpp'],
  [named(/llama[\s_.-]?(?:cpp|server|bench|cli)/), 'llama.cpp'],
  [named(/(?:tensorrt|trt)[\s_-]?llm/), 'trt-llm'],
  [named(/mlx(?:[\s_-]?lm)?/), 'mlx'],
  [named(/exllama(?:[\s_-]?v?[23])?|tabbyapi/), 'exllama'],
  [named(/(?:(?:hf|hugging ?face)[\s_-])?transformers/), 'transformers'],
  [named(/vllm/), 'vllm'],
  [named(/sglang/), 'sglang'],
];
/** Programs around llama.cpp, or around MLX on Apple, with their own defaults. */
const SHELL = named(/ollama|lm[\s_-]?studio|kobold[\s_.-]?cpp|llamafile|jan/);

/**
 * mlx-vlm generates text half as fast as mlx-lm on the same machine, models and formats: another engine. A server that
 * runs the one or the other ("mlx-lm / mlx-vlm server") does not say which answered.
 */
const VISION_RUNTIME = /^(?:mlx-lm\s*(?:\/|or)\s*)?mlx-vlm\b/i;

/** A server around mlx-lm and mlx-vlm with its own defaults: an engine by name, a shell by version. */
const MLX_SHELL = /^mlx-openai-server\b/i;

/** A name in small letters, without what stands in brackets behind it. */
const beforeBrackets = (name: string): string =>
  name
    .replace(/\s*\([^)]*\)\s*$/, '')
    .trim()
    .toLowerCase();

/** Ollama and LM Studio run llama.cpp (or MLX on Apple) under their own defaults. */
export function readEngine(engine: string, version: string, backend: string): EngineName {
  // "llama.cpp (Vulkan)": the backend has a column of its own.
  const name = beforeBrackets(engine);
  if (VISION_RUNTIME.test(version)) return { engine: 'other', wrapped: false };
  if (MLX_SHELL.test(version)) return { engine: 'mlx', wrapped: true };
  if (name !== 'other' && (ENGINES as readonly string[]).includes(name))
    return { engine: name as Engine, wrapped: false };
  const spelt = SPELLINGS.find(([pattern]) => pattern.test(name));
  if (spelt) return { engine: spelt[1], wrapped: false };
  const shell = SHELL.test(name) || /^(?:ollama|lm-?studio)\b/i.test(version);
  if (shell)
    return {
      engine: backend.toLowerCase() === 'mlx' || /\bmlx\b/i.test(engine) ? 'mlx' : 'llama.cpp',
      wrapped: true,
    };
  const found = BY_VERSION.find(([pattern]) => pattern.test(version));
  return { engine: found?.[1] ?? 'other', wrapped: false };
}

/** What else backends are called: ROCm's language is HIP, and oneAPI's devices are XPUs to PyTorch. */
const ALSO_CALLED: Readonly<Record<string, Backend>> = { hip: 'rocm', xpu: 'sycl' };

/** The backend without its version, its driver or its build: "ROCm 7.14", "Vulkan (RADV)", "HIP (ROCm 7.1)". */
function plainBackend(backend: string): string {
  const name = beforeBrackets(backend)
    .replace(/\s+nightly$/, '')
    .replace(/[\s_-]*v?\d[\d.]*$/, '')
    .trim();
  return ALSO_CALLED[name] ?? name;
}

/** Backend as printed, or the only one the maker's hardware leaves open; null when several are possible. */
export function readBackend(
  backend: string,
  vendor: Vendor,
  kind: DeviceKind,
  engine: Engine,
): Backend | null {
  const name = plainBackend(backend);
  // CUDA on another maker's chip is a slip of the form; what ran is one of the others.
  const slip = name === 'cuda' && vendor !== 'nvidia';
  if (!slip && (BACKENDS as readonly string[]).includes(name)) {
    if (engine === 'mlx' && name === 'metal') return 'mlx';
    return name as Backend;
  }
  if (kind === 'cpu') return 'cpu';
  if (vendor === 'apple') return engine === 'mlx' ? 'mlx' : 'metal';
  if (vendor === 'nvidia' && name === '') return 'cuda';
  if (vendor === 'amd' && engine === 'vllm') return 'rocm';
  // vLLM on Intel calls its oneAPI backend XPU: the same stack as SYCL.
  if (vendor === 'intel' && engine === 'vllm') return 'sycl';
  return null;
}

/** How several devices share the work: as printed, or as the engine does it by itself. */
export function readSplit(split: string, usual: EngineProfile['usual_split'], devices: number): Split {
  if (devices <= 1) return 'none';
  const name = split.trim().toLowerCase();
  if (name === 'layer' || name === 'tensor' || name === 'pipeline') return name;
  if (name === 'rdma') return 'tensor';
  return usual;
}

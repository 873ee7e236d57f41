/**
 * The closed word lists of the product. Plain constants, no zod: the hot path imports these and
 * nothing heavier. A new word added here fails compilation wherever a record must be complete.
 */
export const OPERATING_SYSTEMS = ['linux', 'windows', 'macos'] as const;
export const VENDORS = [
  'nvidia',
  'amd',
  'apple',
  'intel',
  'tenstorrent',
  'qualcomm',
  'ampere',
  'other',
] as const;
export const BACKENDS = ['cuda', 'rocm', 'vulkan', 'metal', 'mlx', 'sycl', 'cpu', 'tt-metal'] as const;
/** Inference and training engines the model knows, as sentences call them; what is true of each is data. */
export const ENGINE_NAMES = {
  'llama.cpp': 'llama.cpp',
  'ik_llama.cpp': 'ik_llama.cpp',
  vllm: 'vLLM',
  sglang: 'SGLang',
  'trt-llm': 'TensorRT-LLM',
  /** The engine (mlx-lm) as well as its backend. */
  mlx: 'MLX',
  exllama: 'ExLlama',
  comfyui: 'ComfyUI',
  diffusers: 'Diffusers',
  unsloth: 'Unsloth',
  transformers: 'Transformers',
  'mlx-tune': 'mlx-lm lora',
  other: 'another engine',
} as const;
export type Engine = keyof typeof ENGINE_NAMES;
export const ENGINES = Object.keys(ENGINE_NAMES) as [Engine, ...Engine[]];
/** What an engine is for. */
export const PURPOSES = ['text', 'diffusion', 'finetune'] as const;
/** Kinds of trainer that training is modelled by: plain PyTorch, compiled, fused kernels, Apple's own. */
export const TRAINERS = ['eager', 'compiled', 'unsloth', 'mlx'] as const;
export const WORKLOADS = ['chat', 'rag', 'coding', 'finetune', 'image', 'video', 'serving', 'batch'] as const;
export const CUDA_NEEDS = ['required', 'preferred', 'none'] as const;
export const OFFER_CONDITIONS = ['new', 'used'] as const;
/** What a buyer accepts. */
export const CONDITIONS = [...OFFER_CONDITIONS, 'any'] as const;
export const PRIORITIES = [
  'speed',
  'quality',
  'price',
  'quiet',
  'power',
  'size',
  'turnkey',
  'upgradable',
] as const;
export const FINETUNE_METHODS = ['full', 'lora', 'qlora'] as const;
/** What jobs are counted over. */
export const JOB_SPANS = ['day', 'week', 'month', 'year'] as const;
/** What would have to change for another answer. */
export const FLIP_CHANGES = [
  'budget',
  'price',
  'context',
  'model',
  'cuda',
  'os',
  'condition',
  'form',
  'not',
  'only',
  'users',
  'keep_free',
  'quant',
  'method',
  'as_of',
  'several',
] as const;
export const FORMATS = ['table', 'plain', 'markdown', 'json', 'html'] as const;

export const DEVICE_KINDS = ['gpu', 'soc', 'cpu'] as const;
/** What a chip is put into: a case with room for a card is a `pc`; soldered to a small computer it is a `board`. */
export const DEVICE_PLACES = ['pc', 'server', 'laptop', 'board'] as const;
export const MEMORY_KINDS = ['vram', 'unified', 'host'] as const;
export const SYSTEM_KINDS = [
  'box',
  'mac',
  'mini-pc',
  'laptop',
  'workstation',
  'rig',
  'server',
  'cluster',
  'hybrid',
] as const;
export const FORM_CLASSES = [
  'mini-desktop',
  'desktop',
  'tower',
  'open-frame',
  'rack',
  'laptop',
  'tablet',
  'multi-box',
  'nas',
] as const;
/** What a machine may look like for its buyer: to carry, to put anywhere, to open and extend, to leave in place. */
export const FORM_WISHES = ['laptop', 'mini', 'tower', 'desktop', 'any'] as const;
/** How much work stands between the parcel and the first token. */
export const SETUP_EFFORTS = ['turnkey', 'install', 'assemble', 'tinker'] as const;
export const UPGRADE_PATHS = ['none', 'cluster', 'ram', 'gpu', 'full'] as const;
export const SYSTEM_TRAITS = [
  'silent',
  'quiet',
  'loud',
  'ecc',
  'portable',
  'rack',
  'soldered-memory',
  'everyday-pc',
  'arm-cpu',
  'remote-management',
  'second-hand-only',
  'enterprise',
  'aftermarket',
  'passive-card',
  /** The maker holds the chip to less power than it takes elsewhere. */
  'less-power',
] as const;
export const SPLITS = ['none', 'layer', 'tensor', 'pipeline'] as const;
export const LINKS = [
  'none',
  'pcie',
  'nvlink',
  'connectx-7',
  'thunderbolt-5',
  'usb4',
  'ethernet',
  'oculink',
] as const;

export const OFFER_KINDS = [
  'list',
  'street',
  'used',
  'cloud-hourly',
  'api-input',
  'api-output',
  'api-picture',
  'api-second',
  'electricity',
] as const;
/** How far a stored figure is to be trusted. `doubtful` rows are shown but never chosen. */
export const TRUST = ['ok', 'promo', 'doubtful'] as const;
/** Order is the written rule for contradictions: measured > vendor > review > forum > derived, then newer > older. */
export const CLAIM_KINDS = ['measured', 'vendor', 'review', 'forum', 'derived'] as const;
export const SOURCE_KINDS = [
  'vendor',
  'review',
  'repository',
  'retailer',
  'forum',
  'dataset',
  'documentation',
  'press',
  'paper',
  'derived',
] as const;

/** The source that figures in a folder of somebody's own cite. */
export const OWN_NOTES = 'own-notes';
/** What stands among the ids that a buyer owns for a PC without a card. */
export const BARE_PC = 'pc';

export const LAYER_KINDS = ['full', 'sliding', 'mla', 'linear', 'compressed'] as const;
/** What a linear layer computes in place of attention. */
export const MIXERS = ['gated-deltanet', 'kda', 'mamba2', 'lightning', 'short-conv'] as const;
export const OUTPUT_GATES = ['head', 'element'] as const;
export const USE_TAGS = [
  'chat',
  'coding',
  'reasoning',
  'agent',
  'vision',
  'audio',
  'rag',
  'embedding',
  'multilingual',
  'edge',
  'math',
  'roleplay',
  'tools',
  'image',
  'video',
  'edit',
  'base',
  'longcontext',
] as const;
export const QUANT_CLASSES = [
  'float',
  'legacy',
  'k',
  'iq',
  'ud',
  'mx',
  'nv',
  'fp8',
  'int-gpu',
  'mlx',
  'exl',
  'ternary',
] as const;

/** Part of the layers in which llama.cpp gives a tensor another type (`more_bits`: first and last eighth, every third between). */
export const LAYER_SPANS = [
  'more_bits',
  'first_eighth',
  'first_sixteenth',
  'middle_three_quarters',
  'first_2',
  'first_4',
] as const;
/** Model shapes such a rule asks for (`grouped`: four or more query heads per KV head in the first layer). */
export const MIXTURE_CONDITIONS = [
  'grouped',
  'grouped_or_experts',
  'delta_experts',
  'eight_experts',
  'eighty_layers',
] as const;

/** Eight-bit caches by the engines' names, and what a cache may be kept in. */
export const EIGHT_BIT_CACHES = ['q8_0', 'fp8', 'mlx8'] as const;
/** Where engines put tables of n-grams when they do not lie with the other weights. */
export const TABLE_PLACES = ['drive', 'main-memory'] as const;
export const CACHE_TYPES = ['f16', ...EIGHT_BIT_CACHES] as const;
export const PHASES = ['prefill', 'decode'] as const;
/** What of the weights was held in host memory: the routed experts (all or most), or whole layers. */
export const OFFLOADS = ['none', 'experts', 'layers'] as const;
export const BASES = ['measured', 'calibrated', 'modelled'] as const;
export const FIT_STATUSES = ['comfortable', 'tight', 'offload', 'no'] as const;
/** From a remark to what rules a machine out. */
export const SEVERITIES = ['info', 'caution', 'serious', 'blocking'] as const;
export const ALTERNATIVE_KINDS = ['own', 'rent', 'api', 'wait'] as const;
export const CRITERIA = [
  'speed',
  'ttft',
  'quality',
  'capacity',
  'room',
  'price',
  'value',
  'power',
  'noise',
  'size',
  'setup',
  'software',
  'upgrade',
] as const;
/** What `advise evaluate` can replay. */
export const EVALUATION_SUBJECTS = ['speeds', 'memory', 'finetune', 'diffusion', 'verdicts'] as const;

type Word<T extends readonly string[]> = T[number];
export type OperatingSystem = Word<typeof OPERATING_SYSTEMS>;
export type Vendor = Word<typeof VENDORS>;
export type Backend = Word<typeof BACKENDS>;
export type Purpose = Word<typeof PURPOSES>;
export type Trainer = Word<typeof TRAINERS>;
export type WorkloadId = Word<typeof WORKLOADS>;
export type Condition = Word<typeof CONDITIONS>;
export type Priority = Word<typeof PRIORITIES>;
export type FinetuneMethod = Word<typeof FINETUNE_METHODS>;
export type JobSpan = Word<typeof JOB_SPANS>;
export type Format = Word<typeof FORMATS>;
export type DeviceKind = Word<typeof DEVICE_KINDS>;
export type FormClass = Word<typeof FORM_CLASSES>;
export type FormWish = Word<typeof FORM_WISHES>;
export type SystemTrait = Word<typeof SYSTEM_TRAITS>;
export type Split = Word<typeof SPLITS>;
export type LinkKind = Word<typeof LINKS>;
export type OfferKind = Word<typeof OFFER_KINDS>;
export type LayerSpan = Word<typeof LAYER_SPANS>;
export type MixtureCondition = Word<typeof MIXTURE_CONDITIONS>;
export type Phase = Word<typeof PHASES>;
export type TablePlace = Word<typeof TABLE_PLACES>;
export type Offload = Word<typeof OFFLOADS>;
export type Basis = Word<typeof BASES>;
export type FitStatus = Word<typeof FIT_STATUSES>;
export type Severity = Word<typeof SEVERITIES>;
export type AlternativeKind = Word<typeof ALTERNATIVE_KINDS>;
export type CriterionId = Word<typeof CRITERIA>;
export type EvaluationSubject = Word<typeof EVALUATION_SUBJECTS>;

/** Later than every day: when something is out that nobody has dated yet. */
export const NO_DAY_YET = '9999-12-31';

import type { Device } from '../../schema/device.ts';
import type { TextModel } from '../../schema/model.ts';
import type { Quant } from '../../schema/quant.ts';
import type { Backend, Engine, LinkKind, Offload, Split } from '../../schema/vocabulary.ts';
import type { BytesPerSecond } from '../../units/units.ts';
import type { WeightBytes } from '../memory/weights.ts';

/** What is asked of the machine. Tokens and bytes; nothing about hardware. */
export interface TextJob {
  readonly model: TextModel;
  readonly quant: Quant;
  readonly weights: WeightBytes;
  readonly engine: Engine;
  readonly backend: Backend;
  /** Tokens in the cache of each sequence when a token is generated. */
  readonly depth: number;
  /** New tokens of one prompt, and what was in its cache before them. */
  readonly prompt_tokens: number;
  readonly cached_tokens: number;
  /** Sequences served at the same time. */
  readonly users: number;
  readonly kv_bytes_per_value: number;
  /** Tokens per prefill micro-batch of the engine. */
  readonly micro_batch: number;
  /** Since when the engine skips what the model does not attend: a day, '' always, null never. */
  readonly sparse_since: string | null;
  /** Day of the software, YYYY-MM-DD; the newest there is where absent. */
  readonly software?: string;
  /** Part of the weights that lies in host memory: of the routed experts, or of all layers. */
  readonly offload: { readonly kind: Offload; readonly share: number };
}

/** The machine as far as speed is concerned. Bandwidths in bytes per second; null is unknown. */
export interface Machine {
  readonly device: Device;
  readonly count: number;
  readonly nodes: number;
  readonly split: Split;
  readonly link: { readonly kind: LinkKind; readonly bytes_s: BytesPerSecond | null };
  readonly host: { readonly bytes_s: BytesPerSecond | null; readonly pcie_bytes_s: BytesPerSecond | null };
}

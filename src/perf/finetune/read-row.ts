import type { Trainer } from '../../schema/vocabulary.ts';
import type { Gib, TokensPerSecond } from '../../units/units.ts';
import { figure, type PrintedRow } from '../printed-row.ts';
import { defaultJob, type FinetuneJob, type Optimizer, type TrainedShape, type TrainSplit } from './job.ts';

export interface TrainingRow {
  readonly job: FinetuneJob;
  readonly devices: number;
  readonly split: TrainSplit;
  readonly measured: { readonly tokens_per_s: TokensPerSecond | null; readonly peak_gib: Gib | null };
}

type TrainingSkip = 'unsupported_method' | 'unsupported_offload' | 'unsupported_base' | 'no_measurement';

/** The job that a raw row describes, or why it cannot be one. What the row leaves open takes the trainer's default. */
export function readTrainingRow(
  row: PrintedRow,
  shape: TrainedShape,
): TrainingRow | { readonly skipped: TrainingSkip } {
  const said = (['engine', 'method', 'precision', 'dataset', 'notes'] as const)
    .map((k) => row[k] ?? '')
    .join(' ')
    .toLowerCase();
  const method = methodOf((row['method'] ?? '').toLowerCase(), said);
  if (!method) return { skipped: 'unsupported_method' };
  if (/offload(?!ed checkpoint)|spill|swap/.test(said)) return { skipped: 'unsupported_offload' };
  if (/nvfp4|aqlm|galore|lisa|fp8/.test(said)) return { skipped: 'unsupported_base' };
  const devices = figure(row['device_count']) ?? 1;
  const summed = /sum over/.test(said);
  const split: TrainSplit =
    devices === 1 ? 'none' : summed ? 'pipeline' : /ddp/.test(said) ? 'data' : 'shard';
  const engine = engineOf(said);
  const packed = !/short samples|stock batching|real tokens only; stock|no packing|baseline|metamathqa/.test(
    said,
  );
  const sequence = figure(row['seq_len']) ?? 2048;
  const peak = figure(row['peak_memory_gib']);
  const perSample = /pack|filled|random data/.test(said) ? sequence : null;
  const samples = figure(row['samples_per_s']);
  const tokens_per_s = figure(row['tokens_per_s']) ?? (samples && perSample ? samples * perSample : null);
  if (tokens_per_s === null && peak === null) return { skipped: 'no_measurement' };
  const job = defaultJob(shape, method, {
    weight_bits: method === 'qlora' ? (/8-bit|int8/.test(row['precision']?.toLowerCase() ?? '') ? 8 : 4) : 16,
    ...(method === 'full' ? { optimizer: optimizerOf(said) } : {}),
    sequence_length: sequence,
    batch: figure(row['batch']) ?? 1,
    ...(method === 'full' ? {} : { lora_rank: figure(row['lora_rank']) ?? 16 }),
    checkpointing: !/no gradient checkpointing|gradient checkpointing: no/.test(said),
    chunked_loss: engine !== 'eager' || /litgpt|chunked|fused loss|liger/.test(said),
    packed,
    engine,
  });
  return {
    job,
    devices,
    split,
    measured: { tokens_per_s, peak_gib: peak && summed ? peak / devices : peak },
  };
}

function methodOf(method: string, said: string): FinetuneJob['method'] | null {
  if (/grpo|dpo|orpo|ppo|ia3|prompt|prefix|llamapro|adapter|dora|bert|transformer-xl/.test(method))
    return null;
  if (/qlora/.test(method) || (/lora/.test(method) && /4-bit|int4|nf4|8-bit|int8/.test(said))) return 'qlora';
  if (/lora/.test(method)) return 'lora';
  return /^full(?: \(fine-tune\))?$|^pre-training$/.test(method) ? 'full' : null;
}

function engineOf(said: string): Trainer {
  if (/unsloth/.test(said) && !/as measured by unsloth|hugging ?face/.test(said)) return 'unsloth';
  if (/mlx/.test(said)) return 'mlx';
  return /torchtune|megatron|nemo|compile/.test(said) ? 'compiled' : 'eager';
}

function optimizerOf(said: string): Optimizer {
  if (/in-backward|paged/.test(said)) return 'paged-8bit';
  if (/4-bit adam/.test(said)) return 'adamw-4bit';
  if (/8-bit adam|adamw 8-?bit/.test(said)) return 'adamw-8bit';
  return /mixed|amp|fp32/.test(said) ? 'adamw-fp32' : 'adamw-bf16';
}

import type { Catalog } from '../../schema/catalog.ts';
import type { OperatingSystem } from '../../schema/vocabulary.ts';

/** Operating systems as people write them. */
export const OS_NAMES: Record<OperatingSystem, string> = {
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
};

/** A weight format, precision or training method as people write it. */
export const formatName = (quant: string): string =>
  ({ qlora: 'QLoRA', lora: 'LoRA', full: 'full fine-tuning' })[quant] ??
  (/^[a-z]+\d+$/.test(quant) ? quant.toUpperCase() : quant);

/** A model, of language or pictures, by its id. */
export const modelNamed = (id: string, catalog: Catalog): string =>
  (catalog.models[id] ?? catalog.diffusion[id])?.name ?? id;

/** What can be bought, by its id: a machine as sold, a chip or a part. */
export const itemNamed = (id: string, { systems, devices, parts }: Catalog): string =>
  (systems[id] ?? devices[id] ?? parts[id])?.name ?? id;

/** "Llama 3.1 8B FP8". */
export const modelName = (m: { name: string; quant: string }): string => `${m.name} ${formatName(m.quant)}`;

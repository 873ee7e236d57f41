import type { Catalog } from '../../schema/catalog.ts';
import { ownedThing } from '../../schema/owned.ts';
import type { Host } from '../../schema/system.ts';
import { BARE_PC, type OperatingSystem } from '../../schema/vocabulary.ts';
import { grouped } from '../../units/format.ts';

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
  id === BARE_PC ? 'PC' : ((systems[id] ?? devices[id] ?? parts[id])?.name ?? id);

/** "2x RTX 3090"; of one the name alone. */
export const countedName = (count: number, name: string): string => (count > 1 ? `${count}x ${name}` : name);
/** What is called "2x RTX 3060", or one thing + another, are several, which run it; "1x RTX 3060" runs it. */
export const isSeveral = (name: string): boolean => /^(?!1x )\d+x | \+ /.test(name);

const ONE = { s: 's', is: 'is', does: 'does', it: 'it', its: 'its', them: 'it' } as const;
const SEVERAL = { s: '', is: 'are', does: 'do', it: 'they', its: 'their', them: 'them' } as const;
/** Verbs and pronouns for one thing or several: "your 2x RTX 3060 are", "it", "to sell them". */
export const wordsFor = (several: boolean): typeof ONE | typeof SEVERAL => (several ? SEVERAL : ONE);

/** What is owned, by its answer: with the memory that was said of it. */
export const ownedNamed = (answer: string, catalog: Catalog): string => {
  const { id, memory_gb } = ownedThing(answer);
  const name = itemNamed(id, catalog);
  return memory_gb === null ? name : `${name} with ${grouped(memory_gb)} GB of memory`;
};

/** What a rig is called that goes into the buyer's own PC, after its cards. */
export const OWN_PC = ' in your PC';

/** A part of a PC that nobody has seen, by its kind: as large as the host that the PC is taken for has it. */
export const partOfPc = (kind: string, { psu_w, ram_gb }: Host): string =>
  ({
    cpu: 'processor',
    motherboard: 'board',
    memory: `${grouped(ram_gb)} GB of memory`,
    ssd: 'SSD',
    psu: `${grouped(psu_w)} W supply`,
  })[kind] ?? kind;

/** "Llama 3.1 8B FP8". */
export const modelName = (m: { name: string; quant: string }): string => `${m.name} ${formatName(m.quant)}`;

import { z } from 'zod';
import type { Gib } from '../units/units.ts';
import { estimateDocumentSchema } from './estimate-document.ts';
import { inUnit } from './primitives.ts';
import { OPERATING_SYSTEMS } from './vocabulary.ts';

/** `advise own`: the machine this runs on, in our words, and what it can run. */
export const ownSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal('own'),
  as_of: z.string(),
  /** As drivers and firmware print it. */
  seen: z.strictObject({
    os: z.enum(OPERATING_SYSTEMS).nullable(),
    cpu: z.string(),
    /** Installed main memory, binary GiB; null when it cannot be told. */
    memory_gib: inUnit<Gib>(z.number()).nullable(),
    /** Maker and name of the whole machine, '' where it was put together. */
    product: z.string(),
    laptop: z.boolean(),
    cards: z.array(
      z.strictObject({
        name: z.string(),
        vram_gib: inUnit<Gib>(z.number()).nullable(),
        /** Cores of the graphics part, where the system tells (macOS). */
        cores: z.number().nullable(),
      }),
    ),
  }),
  devices: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.number() })),
  /** The machine as sold, where product and memory tell which one of ours it is. */
  system: z.string().nullable(),
  /** What --own takes, the machine itself or its cards; empty when nothing was recognised. */
  own: z.array(z.string()),
  /** What could not be placed, and what that means. */
  missing: z.array(z.string()),
  /** Device id of the processor, beside the cards or alone, when it is one of ours. */
  processor: z.string().nullable(),
  /** Estimates of what it can run, best model first. */
  runs: z.array(estimateDocumentSchema),
  /** The command that advises from here. */
  command: z.string().nullable(),
});
export type OwnDocument = z.infer<typeof ownSchema>;

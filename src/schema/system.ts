import { z } from 'zod';
import type { GbAsSold, GbPerSecond, Gib, Watts } from '../units/units.ts';
import { claimSchema } from './claim.ts';
import {
  count,
  dateSchema,
  idSchema,
  inUnit,
  looseDateSchema,
  nonNegative,
  positive,
  sourceIds,
  sourcesBySection,
  text,
} from './primitives.ts';
import {
  BACKENDS,
  FORM_CLASSES,
  LINKS,
  OPERATING_SYSTEMS,
  SETUP_EFFORTS,
  SYSTEM_KINDS,
  SYSTEM_TRAITS,
  UPGRADE_PATHS,
} from './vocabulary.ts';

const usableMemory = z.strictObject({
  os: z.enum(OPERATING_SYSTEMS),
  backend: z.enum(BACKENDS).optional(),
  /** What a GPU program can really take on this machine, over all its devices, binary GiB. */
  gib: inUnit<Gib>(positive),
  /** What its owner has to set first to have that much. */
  setting: text.optional(),
  /** What else the figure rests on. */
  note: text.optional(),
  source: idSchema,
});

/** What a buyer gets: a box, Mac, mini PC, laptop, workstation, rig (host + cards), or cluster. */
export const systemSchema = z.strictObject({
  name: text,
  vendor: text.optional(),
  kind: z.enum(SYSTEM_KINDS),
  /** Machines that are alike for the buyer's purpose (all 128 GB Strix Halo boxes) share a group and are shown as one. */
  group: idSchema.optional(),
  aliases: z.array(text).default([]),
  /** First day it could be bought. Absent: unknown, treated as released when its first offer was seen. */
  released: looseDateSchema.optional(),
  announced: looseDateSchema.optional(),
  /** Last day it was sold new; later it can only be had used. */
  ended: looseDateSchema.optional(),
  /** When its only shop, or all of them, was last seen without a new one to sell. A later offer of a shop outdates it. */
  sold_out: z.strictObject({ seen: dateSchema, source: idSchema }).optional(),
  /** A stand-in for "any maker of this class": priced and listed as evidence, never ranked. */
  generic: z.boolean().default(false),
  devices: z.array(z.strictObject({ device: idSchema, count: count.min(1) })).min(1),
  /** Nominal memory of the accelerators (or the unified pool), GB as sold. */
  memory_gb: inUnit<GbAsSold>(positive),
  usable_memory: z.array(usableMemory).default([]),
  host: z
    .strictObject({
      cpu: text.optional(),
      /** Device id of the CPU as a memory host for offload. */
      device: idSchema.optional(),
      ram_gb: inUnit<GbAsSold>(nonNegative).optional(),
      ram_bandwidth_gb_s: inUnit<GbPerSecond>(positive).optional(),
    })
    .optional(),
  nodes: count.min(1).default(1),
  /** How devices (or nodes) talk. `gb_s` is one direction, decimal. */
  link: z
    .strictObject({
      kind: z.enum(LINKS),
      gb_s: inUnit<GbPerSecond>(positive).optional(),
      rdma: z.boolean().default(false),
    })
    .optional(),
  os: z.array(z.enum(OPERATING_SYSTEMS)).min(1),
  os_note: text.optional(),
  form: z.strictObject({
    class: z.enum(FORM_CLASSES),
    volume_l: positive.optional(),
    weight_kg: positive.optional(),
    noise_dba: positive.optional(),
  }),
  /** Whole system at the wall. */
  power: z
    .strictObject({
      idle_w: inUnit<Watts>(nonNegative).optional(),
      /** Where the draw of some parts at idle is unknown: what the others take. */
      idle_least_w: inUnit<Watts>(nonNegative).optional(),
      load_w: inUnit<Watts>(positive).optional(),
      max_w: inUnit<Watts>(positive).optional(),
    })
    .default({}),
  network: z.array(text).default([]),
  setup: z.enum(SETUP_EFFORTS),
  upgrade: z.enum(UPGRADE_PATHS),
  traits: z.array(z.enum(SYSTEM_TRAITS)).default([]),
  /** Priced as the sum of these when it has no offer of its own. Items are systems, devices (cards) or parts. */
  parts: z
    .array(
      z.strictObject({
        item: idSchema,
        count: count.min(1),
        /** A cable or dock: while nobody knows its price, the bill is told without it and says so. */
        minor: z.boolean().optional(),
        /** Machines that would do in its place, with the same chip, memory and ports: the cheapest is priced. */
        or_alike: z.array(idSchema).optional(),
      }),
    )
    .default([]),
  /** What a new one is sold without and nobody can do without: a price holds one of each. */
  sold_without: z.array(idSchema).default([]),
  /** For an announced machine: the system it replaces, so that "wait" can be advised. */
  succeeds: z.array(idSchema).default([]),
  /** Board revisions with faults, firmware traps, naming traps. */
  notes: z.array(text).default([]),
  claims: z.array(claimSchema).default([]),
  sources: sourcesBySection,
});
export type System = z.infer<typeof systemSchema> & { id: string };

/** A machine without accelerators that cards go into: slots, lanes, power and RAM decide which builds make sense. */
export const hostSchema = z.strictObject({
  name: text,
  aliases: z.array(text).default([]),
  released: looseDateSchema.optional(),
  cpu_device: idSchema,
  ram_gb: inUnit<GbAsSold>(positive),
  ram_bandwidth_gb_s: inUnit<GbPerSecond>(positive),
  /** Full-length slots with usable lanes, fastest first: [16], [8, 8], [16, 16, 16, 16]. */
  slots: z.array(count.min(1)).min(1),
  pcie_generation: positive,
  psu_w: inUnit<Watts>(positive),
  /** Draw of everything but the cards under load. */
  load_w: inUnit<Watts>(positive),
  idle_w: inUnit<Watts>(positive),
  form_class: z.enum(FORM_CLASSES),
  setup: z.enum(SETUP_EFFORTS),
  os: z.array(z.enum(OPERATING_SYSTEMS)).min(1),
  traits: z.array(z.enum(SYSTEM_TRAITS)).default([]),
  /** Bill of materials: part ids with offers in data/prices. */
  parts: z.array(z.strictObject({ item: idSchema, count: count.min(1) })).min(1),
  notes: z.array(text).default([]),
  sources: z.record(z.string(), sourceIds),
});
export type Host = z.infer<typeof hostSchema> & { id: string };

/** A thing with a price that is not a system or a device: board, supply, memory kit, cable. */
export const partSchema = z.strictObject({
  name: text,
  kind: text,
  /** Of a processor and of a board: those of one socket go together. */
  socket: text.optional(),
  spec: text.optional(),
  note: text.optional(),
});
export type Part = z.infer<typeof partSchema> & { id: string };

/** Which cards, how many, in which hosts: `data/rigs.yaml`, expanded to systems when the catalogue is compiled. */
export const rigRecipeSchema = z.strictObject({
  /** What is bought and priced: a device, or the board that carries several of `gpu`. */
  card: idSchema,
  /** Boards with several GPUs: which device they are and how many sit on one board. */
  gpu: idSchema.optional(),
  gpus_per_card: count.min(1).default(1),
  /** Other cards in the same build, so many beside every count: a build of unlike cards. */
  beside: z.array(z.strictObject({ card: idSchema, count: count.min(1).default(1) })).default([]),
  counts: z.array(count.min(1)).min(1),
  /** Hosts allowed, in order of preference; the first with slots and supply enough takes the build. */
  hosts: z.array(idSchema).min(1),
  /** Named exceptions: existing offers for whole builds may use another id. */
  ids: z.record(z.string(), idSchema).default({}),
  /** Names by which guides call the build with that many cards. */
  aliases: z.record(z.string(), z.array(text).min(1)).default({}),
  link: z.enum(LINKS).optional(),
  traits: z.array(z.enum(SYSTEM_TRAITS)).default([]),
  notes: z.array(text).default([]),
  source: idSchema,
});
export type RigRecipe = z.infer<typeof rigRecipeSchema>;

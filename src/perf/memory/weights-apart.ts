import type { TablePlace } from '../../schema/vocabulary.ts';
import type { Bytes } from '../../units/units.ts';

/** Share of main memory that weights may take: the same as on the devices (experts plan with 70 to 75 %). */
export const HOST_WEIGHT_SHARE = 0.75;

/** Weights that are only looked up by row, and where the engine keeps them. Bytes. */
export interface ReadByRow {
  /** In main memory wherever that is not the devices' own: embeddings, with engines that leave them there. */
  readonly host: Bytes;
  /** Tables of n-grams that the engine can keep apart from everything else; null where there are none. */
  readonly tables: { readonly where: TablePlace; readonly bytes: Bytes } | null;
}

/** One way to lay them out. Bytes. */
export interface Layout {
  /** The part of the weights that the devices do not hold. */
  readonly aside: Bytes;
  /** The part of that in main memory: all of it except what is read from the drive. */
  readonly in_main_memory: Bytes;
  /** The tables, where they lie apart. */
  readonly tables: ReadByRow['tables'];
  /**
   * Reading rows from a drive that only a part of the one memory can cache slows prompts: such a fit is never called
   * comfortable.
   */
  readonly slowed: boolean;
}

/** Main memory beside the devices, null where there is only one memory. */
interface Beside {
  readonly host: Bytes | null;
  readonly host_unknown?: boolean;
}

/**
 * The ways an engine can lay out weights read by row, the one it takes by preference first.
 *
 * Beside cards tables go where the engine puts them: to the drive (llama.cpp maps the file and the system caches in main
 * memory what is read), or to main memory, if that has room. In one memory main memory is no other place, and the drive
 * the second choice: on integrated GPUs llama.cpp itself reads tables from the drive only when told to (`--lazy-mode on`,
 * llama.cpp PR 28326), because prompts take up to twice as long (issue 28160: 216 against 406 tok/s, decode the same).
 */
export function layouts({ host, tables }: ReadByRow, room: Beside): readonly [Layout, ...Layout[]] {
  const one = room.host === null;
  const beside = besideCards(host, room);
  const together: Layout = { aside: beside, in_main_memory: beside, tables: null, slowed: false };
  if (!tables) return [together];
  const apart = { aside: beside + tables.bytes, tables };
  if (tables.where === 'drive') {
    const read: Layout = { ...apart, in_main_memory: beside, slowed: one };
    return one ? [together, read] : [read];
  }
  const has = room.host !== null && (room.host_unknown || apart.aside <= room.host * HOST_WEIGHT_SHARE);
  return has ? [{ ...apart, in_main_memory: apart.aside, slowed: false }] : [together];
}

/** The most that the devices can be relieved of. Bytes. */
export const mostAside = (weights: ReadByRow, room: Beside): Bytes =>
  weights.tables
    ? Math.max(...layouts(weights, room).map(({ aside }) => aside))
    : besideCards(weights.host, room);

const besideCards = (host: Bytes, room: Beside): Bytes => (room.host === null ? 0 : host);

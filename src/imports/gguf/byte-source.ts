/** Stands for an unknown size, as in listings without sizes: larger than any file, so that nothing counts as missing. */
export const UNKNOWN_SIZE = Number.MAX_SAFE_INTEGER;

/** Something that can be read in parts: a file on disk or behind a URL. */
export interface ByteSource {
  /** What complaints call it. */
  readonly name: string;
  /** Bytes of the whole. */
  readonly size: number;
  /** Up to `length` bytes from `start` on; fewer at the end. */
  read(start: number, length: number): Promise<Uint8Array>;
}

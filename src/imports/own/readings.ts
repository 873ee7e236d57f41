import type { OperatingSystem } from '../../schema/vocabulary.ts';

/** What a machine says of itself: names as its drivers print them. */
export interface Readings {
  readonly os: OperatingSystem | null;
  readonly cpu: string;
  /** Installed main memory, binary GiB; null when it cannot be told. */
  readonly memory_gib: number | null;
  /** Maker and name of the whole machine, '' where it was put together. */
  readonly product: string;
  readonly laptop: boolean;
  readonly cards: readonly {
    readonly name: string;
    readonly vram_gib: number | null;
    /** Cores of the graphics part, where the system tells (macOS). */
    readonly cores: number | null;
  }[];
}

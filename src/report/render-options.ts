/** Alternatives that an answer, its table and its charts show unless told otherwise. */
export const USUAL_ROWS = 5;

/** How a renderer may draw: colour depth 0..3, columns of the terminal (undefined: as wide as it likes), box characters. */
export interface RenderOptions {
  readonly colour: 0 | 1 | 2 | 3;
  readonly width: number | undefined;
  readonly unicode: boolean;
  /** Only what a screen of so many lines holds: the pick, the table, why, and what to mind, as far as they go. */
  readonly brief?: number;
  /** Lines of the terminal: an answer that scrolls its headline out of sight says it again at its end. */
  readonly screen?: number;
  /** Tables as Markdown writes them. */
  readonly markdown?: boolean;
}

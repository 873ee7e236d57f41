/** One picture of the report: what it shows, drawn at a width, and the same as a table. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What to see in it, in a sentence or two. */
  readonly says: string;
  /** SVG at a width in CSS pixels. */
  readonly draw: (width: number) => string;
  readonly keys: readonly Key[];
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** A line of the legend: the mark, and what it stands for. */
export interface Key {
  readonly mark: 'number' | 'line' | 'block' | 'dot';
  /** Stands in the mark of a machine: its rank. */
  readonly number?: number;
  /** CSS colour, one of the page's variables. */
  readonly colour: string;
  readonly dashes?: string;
  readonly name: string;
}

/** A published figure as a table prints it: the cells of the raw measurement files by column. */
export type PrintedRow = Readonly<Record<string, string | undefined>>;

/** A cell as a figure above zero; null where it holds none. */
export function figure(cell: string | undefined): number | null {
  const value = Number(cell);
  return cell && Number.isFinite(value) && value > 0 ? value : null;
}

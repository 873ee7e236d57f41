/** What a buyer asks about, by which measured cells are looked up: so many of a device, and a model. */
interface CellPlace {
  readonly device: string;
  readonly count: number;
  readonly model: string;
}

/** Key of the look-up table `cells`: "device|count|model". */
export const cellsKey = (device: string, count: number, model: string): string =>
  `${device}|${count}|${model}`;

/** The place that a key of `cells` names. */
export function cellPlace(key: string): CellPlace {
  const [device = '', count = '', model = ''] = key.split('|');
  return { device, count: Number(count), model };
}

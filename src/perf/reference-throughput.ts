import type { Device } from '../schema/device.ts';
import type { Throughput } from '../schema/throughput.ts';
import { byKey } from '../units/order.ts';
import { groupBy, median } from '../units/statistics.ts';
import { type FlopPerSecond, flopPerSecond, type Tflops } from '../units/units.ts';

/** Dense 16-bit throughput that utilisations are relative to, and where it comes from. */
interface ReferenceThroughput {
  readonly flop_s: FlopPerSecond;
  readonly sources: readonly string[];
}

interface Timed {
  readonly tflops: Tflops;
  readonly sources: readonly string[];
}

/** Share of the data sheet's figure that timed chips of a kind reach. */
interface SheetShare {
  readonly share: number;
  /** Board power per TFLOP of the sheet of those chips, where it keeps them from reaching their sheets. */
  readonly watts_per_tflop?: number | undefined;
  readonly sources: readonly string[];
}

/** Timed throughputs by chip, each pooled with its family's, and what such timings make of data sheets; part of the generated calibration files. */
export interface ReferenceTable {
  readonly devices: Readonly<Record<string, Timed>>;
  readonly families: Readonly<Record<string, SheetShare>>;
  readonly vendors: Readonly<Record<string, SheetShare>>;
}

export function referenceTable(
  timed: readonly Throughput[],
  devices: Readonly<Record<string, Device>>,
): ReferenceTable {
  const chips = timedChips(timed);
  const shares = chips.flatMap(({ id, tflops, sources }) => {
    const device = devices[id];
    const sheet = device && sheetTflops(device);
    return device && sheet
      ? [{ device, share: tflops / sheet, watts_per_tflop: wattsPerTflop(device, sheet), sources }]
      : [];
  });
  const families = sharesBy(shares, (s) => s.device.family);
  // Every family has the same say, however many of its chips were timed.
  const vendors = sharesBy(
    Object.entries(families).map(([family, of]) => ({
      ...of,
      watts_per_tflop: undefined,
      vendor: shares.find((s) => s.device.family === family)?.device.vendor ?? '',
    })),
    (s) => s.vendor,
  );
  const own = chips.map(({ id, tflops, sources, reports }) => {
    const device = devices[id];
    const sheet = device && sheetTflops(device);
    const family = device && families[device.family];
    const pooled = sheet && family ? pool(tflops, reports, (sheet * family.share) as Tflops) : tflops;
    return [id, { tflops: pooled, sources }] as const;
  });
  return { devices: Object.fromEntries(own), families, vendors };
}

/** Geometric mean of what a chip's reports say and, with the say of one report, what its family makes likely. */
const pool = (own: Tflops, reports: number, family: Tflops): Tflops =>
  Math.exp((reports * Math.log(own) + Math.log(family)) / (reports + 1)) as Tflops;

/**
 * A timed matrix product on this chip beats the data sheet: sheets print boost clocks, base clocks, sparse or no
 * figures. Else the sheet's dense figure times the share of theirs that timed chips of the family reach, or of the
 * vendor. Null where nothing is known: no speed is estimated.
 */
export function referenceThroughput(device: Device, table: ReferenceTable): ReferenceThroughput | null {
  const own = table.devices[device.id];
  if (own) return { flop_s: flopPerSecond(own.tflops), sources: own.sources };
  const sheet = sheetTflops(device);
  if (sheet === undefined) return null;
  const known = table.families[device.family] ?? table.vendors[device.vendor];
  if (known)
    return {
      flop_s: flopPerSecond((sheet * known.share * powerShare(device, sheet, known)) as Tflops),
      sources: known.sources,
    };
  const sources = device.sources['compute'] ?? device.sources['default'] ?? [];
  return { flop_s: flopPerSecond(sheet), sources };
}

const wattsPerTflop = ({ power }: Device, sheet: Tflops): number | undefined =>
  power?.limit_w === undefined ? undefined : power.limit_w / sheet;

/**
 * What a card keeps of its family's share where it has less power for each operation than they: the clock that power can
 * hold falls with its root. Timed by others (data/measurements-matmul), an L4 has 0.60 W per TFLOP and reaches 0.59 of its
 * sheet, an L40S 0.97 W and 0.74, an RTX PRO 6000 1.20 W and 0.83; cards with 2.7 W and more reach all of theirs.
 */
function powerShare(device: Device, sheet: Tflops, { watts_per_tflop }: SheetShare): number {
  const own = wattsPerTflop(device, sheet);
  return own === undefined || watts_per_tflop === undefined
    ? 1
    : Math.sqrt(Math.min(1, own / watts_per_tflop));
}

/** Dense 16-bit figure of the sheet, with FP32 accumulate where it is printed; else FP32. */
const sheetTflops = ({ compute }: Device): Tflops | undefined =>
  compute.fp16_acc32_tflops ?? compute.fp16_acc16_tflops ?? compute.fp32_tflops;

interface TimedChip extends Timed {
  readonly id: string;
  readonly reports: number;
}

/** The median of what was timed on each chip. A matrix product is the yardstick; prefill of a 16-bit model stands in. */
function timedChips(timed: readonly Throughput[]): TimedChip[] {
  const chips = [...groupBy(timed, (t) => t.device)].sort(byKey);
  return chips.map(([id, rows]) => {
    const products = rows.filter((r) => r.method === 'matmul');
    const used = products.length > 0 ? products : rows;
    const tflops = median(used.map((r) => r.tflops)) as Tflops;
    return { id, tflops, sources: citing(rows.map((r) => r.source)), reports: used.length };
  });
}

function sharesBy<S extends SheetShare>(
  shares: readonly S[],
  key: (share: S) => string,
): Record<string, SheetShare> {
  const groups = [...groupBy(shares, key)].sort(byKey);
  return Object.fromEntries(
    groups.map(([name, of]) => [
      name,
      {
        share: median(of.map((s) => s.share)),
        ...powerBound(of),
        sources: citing(of.flatMap((s) => s.sources)),
      },
    ]),
  );
}

/** Above it cards reach their sheets, below it none of those that were timed does. Watts per TFLOP. */
const ENOUGH_POWER = 2;

function powerBound(of: readonly SheetShare[]): Pick<SheetShare, 'watts_per_tflop'> {
  const known = of.flatMap((s) => s.watts_per_tflop ?? []);
  if (known.length === 0) return {};
  const watts_per_tflop = median(known);
  return watts_per_tflop < ENOUGH_POWER ? { watts_per_tflop } : {};
}

const citing = (sources: readonly string[]): string[] => [...new Set(sources)].sort();

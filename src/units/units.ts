/**
 * Units as types. A quantity is an ordinary number that knows its unit: the compiler takes a plain number for it, but
 * never a quantity of another unit. So decimal GB cannot stand where binary GiB or bytes are meant, milliseconds not for
 * seconds, a data sheet's TFLOPS not for FLOP per second.
 *
 * The brand begins at the schema, which reads each figure in its unit, and is changed only by the conversions below:
 * no other file knows how many bytes a GiB has. It ends at arithmetic (a sum or product is a plain number until a
 * signature names its unit again), at typed arrays of the solver, and at JSON, where names carry the unit. At run time
 * there is nothing of it.
 */
declare const unit: unique symbol;
type Quantity<U extends string> = number & { readonly [unit]?: U };

export type Bytes = Quantity<'byte'>;
/** 2^20 bytes. */
export type Mib = Quantity<'MiB'>;
/** 2^30 bytes. */
export type Gib = Quantity<'GiB'>;
/** 10^9 bytes: files, caches on a wire. */
export type Gb = Quantity<'GB'>;
/** "24 GB" as memory is sold: binary in fact, whatever the box says. */
export type GbAsSold = Quantity<'GB as sold'>;

/** 10^9 bytes per second, one direction, as data sheets print bandwidth. */
export type GbPerSecond = Quantity<'GB/s'>;
export type BytesPerSecond = Quantity<'byte/s'>;

/** Dense, as data sheets print throughput; 8-bit and narrower integer TOPS count alike. */
export type Tflops = Quantity<'TFLOP/s'>;
export type Flop = Quantity<'FLOP'>;
export type Tflop = Quantity<'TFLOP'>;
export type FlopPerSecond = Quantity<'FLOP/s'>;

export type Milliseconds = Quantity<'ms'>;
export type Seconds = Quantity<'s'>;
export type Hours = Quantity<'h'>;
export type TokensPerSecond = Quantity<'tok/s'>;

/** Parameters as models are named after them, in 10^9. */
export type Billions = Quantity<'10^9'>;
export type Watts = Quantity<'W'>;
export type Usd = Quantity<'USD'>;
export type UsdPerKwh = Quantity<'USD/kWh'>;

/** What the `unit` of an estimate says of its numbers. */
export interface Named {
  readonly 'tok/s': TokensPerSecond;
  readonly s: Seconds;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const GIGA = 1e9;
const TERA = 1e12;

export const bytesFromMib = (mib: Mib): Bytes => mib * MIB;
export const mibFromBytes = (bytes: Bytes): Mib => bytes / MIB;
export const bytesFromGib = (gib: Gib): Bytes => gib * GIB;
export const gibFromBytes = (bytes: Bytes): Gib => bytes / GIB;
export const gibFromMib = (mib: Mib): Gib => mib / (GIB / MIB);
export const bytesFromGb = (gb: Gb): Bytes => gb * GIGA;
export const gbFromBytes = (bytes: Bytes): Gb => bytes / GIGA;
/** Chips hold powers of two: the number stays, the unit is the binary one. */
export const gibAsSold = (gb: GbAsSold): Gib => gb as number;
/** What a machine says it has, where a figure as sold is wanted. */
export const gbAsSold = (gib: Gib): GbAsSold => gib as number;

export const bytesPerSecond = (rate: GbPerSecond): BytesPerSecond => rate * GIGA;
export const flopFromTflop = (work: Tflop): Flop => work * TERA;
export const flopPerSecond = (throughput: Tflops): FlopPerSecond => throughput * TERA;
export const tflops = (throughput: FlopPerSecond): Tflops => throughput / TERA;

export const secondsFromHours = (hours: Hours): Seconds => hours * 3600;
export const hoursFromSeconds = (seconds: Seconds): Hours => seconds / 3600;
export const msFromSeconds = (seconds: Seconds): Milliseconds => seconds * 1000;

/** An amount to the cent, as bills have it. */
export const inCents = (amount: Usd): Usd => Math.round(amount * 100) / 100;

export const fromBillions = (billions: Billions): number => billions * GIGA;
export const inBillions = (count: number): Billions => count / GIGA;

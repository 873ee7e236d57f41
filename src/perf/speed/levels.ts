/** Levels at which a parameter may be fitted, from all places to one: each adds to what the wider ones give. */
export const LEVELS = [
  'all',
  'engine',
  'stack',
  'vendor',
  'vendor_stack',
  'family',
  'family_stack',
  'device',
  'device_stack',
  'quant_class',
  'quant',
  'quant_stack',
  'quant_vendor_stack',
  'quant_family_stack',
  'link',
  'link_stack',
  'model_family',
  'model',
  'model_stack',
  'architecture_stack',
  'experts_stack',
] as const;
export type Level = (typeof LEVELS)[number];

/**
 * `factor`: multiplies a time, stored as its value, fitted as its logarithm. `exponent`: the power of a known ratio
 * (devices, throughput, age in years), stored and fitted as it is.
 */
export interface Parameter {
  readonly kind: 'factor' | 'exponent';
  readonly meaning: string;
  /** Prior centre at level `all`; a factor's as the value itself. */
  readonly typical: number;
  /** Prior standard deviations by level, of the logarithm for a factor; the levels not named are not fitted. */
  readonly widths: Readonly<Partial<Record<Level, number>>>;
  /** Levels at which most places are alike and a few are far off: their prior has heavy tails. */
  readonly heavy_tails?: readonly Level[];
}

/** Widths for what differs from chip to chip: software stack, maker, family and device, alone and together. */
export const hardware = (scale: number): Partial<Record<Level, number>> => ({
  stack: 1.5 * scale,
  vendor: scale,
  vendor_stack: scale,
  family: scale,
  family_stack: 0.75 * scale,
  device: 0.5 * scale,
  device_stack: 0.75 * scale,
});

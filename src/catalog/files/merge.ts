import { isRecord } from '../../units/is-record.ts';

/**
 * Lays one plain object over another, field by field: objects merge, lists and scalars replace, an explicit null
 * removes. Neither argument changes. Keys that could reach a prototype are dropped.
 */
export function merge(below: object, above: object): Record<string, unknown> {
  const out: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    const under = out[key];
    if (value === null) delete out[key];
    else if (isRecord(value) && isRecord(under)) out[key] = merge(under, value);
    else out[key] = value;
  }
  return out;
}

import { expect, it } from 'vitest';
import { valueAt } from '../../../src/units/value-at.ts';

const thing = { memory: { capacity_gb: 24 }, claims: [{ kind: 'vendor' }, null] };

it.each([
  ['memory.capacity_gb', 24],
  ['claims.0.kind', 'vendor'],
  ['claims.1', null],
])('%s is reached', (path, value) => expect(valueAt(thing, path)).toBe(value));

it.each(['memory.bus', 'claims.1.kind', 'claims.2.kind', 'memory.capacity_gb.unit'])(
  '%s is not there',
  (path) => expect(valueAt(thing, path)).toBeUndefined(),
);

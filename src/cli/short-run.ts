import { setFlagsFromString } from 'node:v8';

/** V8 as in Node 20 to 24: an engine that does not know the setting would complain on stderr. */
const NEWEST_KNOWN_V8 = 13;

/**
 * Tells V8 to watch functions fifteen times as long before it optimises them. One recommendation is over before most
 * optimised code pays for its compilation, which took a third of the processor time; catalogues of thousands still get it.
 */
export function expectShortRun(): void {
  if (Number(process.versions.v8.split('.')[0]) <= NEWEST_KNOWN_V8)
    setFlagsFromString('--interrupt-budget=1000000');
}

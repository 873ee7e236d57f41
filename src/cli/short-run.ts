import { setFlagsFromString } from 'node:v8';

/** By V8's major version, as in Node 20 and in Node 22 to 24: an engine that does not know a setting complains on stderr. */
const LATER: Readonly<Record<number, readonly string[]>> = {
  11: ['--interrupt-budget=1000000'],
  12: ['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000'],
  13: ['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000'],
};

/**
 * Tells V8 to watch functions ten times as long before it optimises them. One recommendation is over before most
 * optimised code pays for its compilation, which took a third of the processor time; catalogues of thousands still get it.
 */
export function expectShortRun(): void {
  for (const flag of LATER[Number(process.versions.v8.split('.')[0])] ?? []) setFlagsFromString(flag);
}

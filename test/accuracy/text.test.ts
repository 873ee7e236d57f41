import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { accuracyInputs, type SpeedAccuracy } from '../../src/build/speed-accuracy.ts';
import { ERRORS_FILE, speedErrors } from '../../src/build/speed-errors.ts';
import type { ByGroup } from '../../src/perf/accuracy/evaluate.ts';
import { peerAccuracy } from '../../src/perf/accuracy/evaluate.ts';
import { GROUP_NAMES } from '../../src/perf/accuracy/groups.ts';
import { replayAll } from '../../src/perf/accuracy/replay.ts';
import type { Phase } from '../../src/schema/vocabulary.ts';

const file = fileURLToPath(new URL('text.json', import.meta.url));
const stored = JSON.parse(readFileSync(file, 'utf8')) as SpeedAccuracy;
const { rows, calibration } = accuracyInputs(fileURLToPath(new URL('../../data', import.meta.url)));
const PHASES = ['decode', 'prefill'] as const;
/** Shares; rounding in the file is 0.001, and a last digit may differ between processors. */
const TOLERANCE = 0.003;

describe('accuracy of text speeds, recomputed at the committed calibration', () => {
  it('the file belongs to the committed calibration and measurements', () => {
    expect(stored.reference_date).toBe(calibration.reference_date);
    expect(stored.rows).toEqual(calibration.rows);
  });

  it.each(PHASES)('%s has not become worse in any group', (phase) => {
    const now = replayAll(
      rows.filter((o) => o.measurement.phase === phase),
      calibration,
    );
    for (const group of GROUP_NAMES) {
      const [before, after] = [stored.replay[phase][group], now[group]];
      if (!before || !after) {
        expect(after, group).toEqual(before);
        continue;
      }
      expect(after.n, group).toBe(before.n);
      expect(after.mdape, `${group} median`).toBeLessThanOrEqual(before.mdape + TOLERANCE);
      expect(after.p90_ape, `${group} 90th percentile`).toBeLessThanOrEqual(before.p90_ape + 5 * TOLERANCE);
    }
  });

  it.each(PHASES)('%s: the formulas of others are what they were', (phase) => {
    const now = peerAccuracy(
      phase,
      rows.filter((o) => o.measurement.phase === phase),
    );
    expect(now).toEqual(stored.peers[phase]);
  });
});

describe('what is said of the accuracy', () => {
  it('`advise help method` tells the figures of the file', () => {
    const committed = readFileSync(fileURLToPath(new URL(`../../${ERRORS_FILE}`, import.meta.url)), 'utf8');
    expect(committed).toBe(speedErrors(stored));
  });
});

describe('accuracy of text speeds on what the fit had not seen', () => {
  const of = (phase: Phase, scheme: string): ByGroup => {
    const found = stored.left_out[phase][`leave_one_${scheme}_out`];
    if (!found) throw new Error(`${phase} ${scheme} is missing`);
    return found;
  };

  it.each([
    ['decode', 'source', 'moe', 0.12],
    ['decode', 'source', 'deep', 0.12],
    ['decode', 'source', 'several_devices', 0.18],
    ['decode', 'source', 'concurrent', 0.25],
    ['prefill', 'source', 'single_stream', 0.18],
    ['decode', 'model', 'single_stream', 0.1],
    ['decode', 'device', 'single_stream', 0.15],
    ['prefill', 'device', 'single_stream', 0.3],
  ] as const)('%s, leaving one %s out: median error of %s within %f', (phase, scheme, group, target) => {
    expect(of(phase, scheme)[group]?.mdape).toBeLessThanOrEqual(target);
  });

  it.each(PHASES)(
    '%s: better than every other formula in every group, though they are not held out',
    (phase) => {
      const peers = Object.entries(stored.peers[phase]);
      expect(peers.length).toBeGreaterThan(0);
      for (const [peer, groups] of peers) {
        expect(Object.keys(groups), peer).toEqual(expect.arrayContaining(['single_stream', 'all']));
        for (const group of GROUP_NAMES) {
          const theirs = groups[group];
          if (!theirs) continue;
          const ours = of(phase, 'source')[group];
          expect(ours?.mdape ?? Number.NaN, `${peer}, ${group}`).toBeLessThan(theirs.mdape);
        }
      }
    },
  );

  it.each(
    PHASES.flatMap((phase) =>
      (['source', 'model', 'device'] as const).map((scheme) => [phase, scheme] as const),
    ),
  )(
    '%s, leaving one %s out: 80 %% intervals hold 75 to 88 %% in every group of a hundred rows or more',
    (phase, scheme) => {
      // Of a model or device left out the testers are known from others: there the same ranges may hold more.
      const most = scheme === 'source' ? 0.88 : 0.96;
      const large = GROUP_NAMES.filter((group) => (of(phase, scheme)[group]?.n ?? 0) >= 100);
      expect(large.length).toBeGreaterThan(GROUP_NAMES.length / 2);
      for (const group of large) {
        const { coverage80 = null, n = 0 } = of(phase, scheme)[group] ?? {};
        expect(coverage80, group).toBeGreaterThanOrEqual(0.75);
        // One row more or less says nothing.
        expect(coverage80, group).toBeLessThanOrEqual(most + 1 / n);
      }
    },
  );
});

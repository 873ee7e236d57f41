import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECODE_TERMS } from '../../src/perf/speed/decode-terms.ts';
import { LEVELS } from '../../src/perf/speed/levels.ts';
import { LEAST_BATCH_CACHE } from '../../src/perf/speed/parameter-limits.ts';
import { PARAMETERS, type ParameterId } from '../../src/perf/speed/parameters.ts';
import { placeOf } from '../../src/perf/speed/place.ts';
import { placeFactors } from '../../src/perf/speed/place-factors.ts';
import { dominators, type Rival } from '../../src/scoring/dominance.ts';
import { middle80 } from '../../src/scoring/tally.ts';
import { CATALOG } from '../fixtures/built-in-data.ts';
import { CALIBRATION, format, job, machine } from '../fixtures/speed-parts.ts';
import { runs } from './runs.ts';

/** Every shortcut beside the straightforward way it replaces. */
describe('shortcuts', () => {
  it('who is beaten: asking only the unbeaten finds whom asking everybody finds', () => {
    const grade = fc.option(
      fc.integer({ min: 0, max: 4 }).map((n) => n / 4),
      { freq: 8 },
    );
    const rival = fc.record({
      points: fc.integer({ min: -1, max: 1 }),
      grades: fc.array(grade, { minLength: 4, maxLength: 4 }),
    });
    const toScore = (r: { points: number; grades: (number | null)[] }): Rival['score'] => ({
      score: 50,
      low: 40,
      high: 60,
      known_weight: 1,
      points: r.points,
      moved: 0,
      criteria: (['speed', 'ttft', 'price', 'size'] as const).map((id, i) => ({
        id,
        value: r.grades[i] ?? null,
        part: 0,
        score: r.grades[i] ?? null,
        weight: 0.25,
      })),
    });
    const beats = (a: Rival['score'], b: Rival['score']): boolean => {
      const pairs = b.criteria.flatMap((c, i) =>
        c.score === null ? [] : [[a.criteria[i]?.score ?? null, c.score] as const],
      );
      if (a.points < b.points || pairs.some(([x, y]) => x === null || x < y)) return false;
      return a.points > b.points || pairs.some(([x, y]) => (x ?? 0) > y);
    };
    fc.assert(
      fc.property(fc.array(rival, { maxLength: 12 }), (list) => {
        const ranked = list.map((r, i) => ({ id: `r${i}`, score: toScore(r) }));
        const expected = new Map<string, string>();
        ranked.forEach((r, i) => {
          const by = ranked.slice(0, i).find((above) => beats(above.score, r.score));
          if (by) expected.set(r.id, by.id);
        });
        expect(dominators(ranked)).toEqual(expected);
      }),
      { numRuns: runs(300) },
    );
  });

  it('the middle 80 %: two ranks picked out are those of the sorted list', () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: 0, max: 100 }), fc.constantFrom(0, 50, 100));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (list) => {
        const sorted = [...list].sort((a, b) => a - b);
        const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))];
        expect(middle80(Float64Array.from(list))).toEqual({ low: at(0.1), high: at(0.9) });
      }),
      { numRuns: runs(300) },
    );
  });

  it('factors of a place: sums by machine, format and model are the sum over all levels', () => {
    const devices = Object.values(CATALOG.devices).filter((d) => d.memory.bandwidth_gb_s);
    const models = Object.values(CATALOG.models).filter((m) => m.architecture);
    const some = <T>(list: readonly T[]) =>
      fc.integer({ min: 0, max: list.length - 1 }).map((i) => list[i] as T);
    const parameter = (id: ParameterId, place: ReturnType<typeof placeOf>): number =>
      LEVELS.reduce((sum, level) => {
        const value = CALIBRATION.parameters[id]?.[level]?.[place[level]]?.[0];
        if (value === undefined) return sum;
        return sum + (PARAMETERS[id].kind === 'factor' ? Math.log(value) : value);
      }, 0);
    fc.assert(
      fc.property(some(devices), some(models), fc.constantFrom('q4_k_m', 'q8_0', 'bf16'), (d, m, q) => {
        const j = job(m, format(q));
        const on = machine(d);
        const place = placeOf(j, on);
        const found = placeFactors(CALIBRATION, j, on);
        DECODE_TERMS.forEach((term, i) => {
          const log = term.factors.reduce(
            (sum, id) => {
              const value = parameter(id, place);
              return sum + (id === 'batch_cache' ? Math.max(LEAST_BATCH_CACHE, value) : value);
            },
            parameter('decode_model', place),
          );
          expect(Math.log(found.decode[i] ?? 0)).toBeCloseTo(log, 9);
        });
      }),
      { numRuns: runs(200) },
    );
  });
});

import type { Measurement } from '../../schema/measurement.ts';
import { groupBy } from '../../units/statistics.ts';
import { cellKey } from '../measurements/experiments.ts';

// Runs that no single row gives away, but the rows of one tester together.

interface Sifted {
  readonly kept: Measurement[];
  /** How many rows stay out. */
  readonly out: number;
}

const without = (rows: readonly Measurement[], out: ReadonlySet<Measurement>): Sifted => ({
  kept: rows.filter((m) => !out.has(m)),
  out: out.size,
});

const hasFourDigits = (m: Measurement): boolean => String(m.tok_s).replace(/^0\.0*|\D/g, '').length >= 4;

/**
 * A figure that a source prints for several numbers of devices is one run listed twice, since no two runs agree to four
 * digits: it counts for the smallest number.
 */
export function listedOnce(rows: readonly Measurement[]): Sifted {
  const figure = (m: Measurement): string =>
    `${m.source}|${cellKey({ ...m, count: 0, nodes: 0, split: 'none' })}|${m.tok_s}`;
  const least = new Map<string, number>();
  for (const m of rows) least.set(figure(m), Math.min(m.count, least.get(figure(m)) ?? m.count));
  return without(rows, new Set(rows.filter((m) => hasFourDigits(m) && m.count !== least.get(figure(m)))));
}

/** Depths, prompts and users at which two files of a model must agree to four digits to be one run (assumption). */
const SHAPES_OF_ONE_RUN = 3;

/**
 * A run that a source lists under two formats of a model, figure by figure: nobody can say which of them ran, so all of
 * it stays out.
 */
export function ofOneFormat(rows: readonly Measurement[]): Sifted {
  const out = new Set<Measurement>();
  const series = (m: Measurement): string =>
    `${m.source}|${cellKey({ ...m, quant: '', tokens: 0, depth: 0, concurrency: 1 })}`;
  for (const inAnyFormat of groupBy(rows, series).values()) {
    const figures = [...groupBy(inAnyFormat, (m) => `${cellKey({ ...m, quant: '' })}|${m.tok_s}`).values()];
    const told = groupBy(
      figures.filter((same) => formatsOf(same).length > 1),
      (same) => formatsOf(same).join('|'),
    );
    for (const run of told.values())
      if (run.filter(([m]) => m && hasFourDigits(m)).length >= SHAPES_OF_ONE_RUN)
        for (const m of run.flat()) out.add(m);
  }
  return without(rows, out);
}

const formatsOf = (rows: readonly Measurement[]): string[] => [...new Set(rows.map((m) => m.quant))].sort();

/** How much faster one run may be at a greater depth by chance: repeated runs differ by less (assumption). */
const CHANCE = 1.1;

/**
 * One user's run that is markedly faster with more in its cache measured something else at one end: engines that were
 * still compiling, a context that was reserved and never filled. At which end is anybody's guess, so that all of it stays
 * out, and where most of somebody's runs on a device are like that, whatever else was measured so, too.
 */
export function slowedByDepth(rows: readonly Measurement[]): Sifted {
  const out = new Set<Measurement>();
  const bench = (m: Measurement): string => [m.source, m.device, m.engine, m.backend, m.phase].join('|');
  for (const ofOneBench of groupBy(rows, bench).values()) {
    // Several users wait for one another, in each mix of requests differently.
    const alone = ofOneBench.filter((m) => m.concurrency === 1);
    const runs = [...groupBy(alone, runKey).values()];
    const rising = runs.filter(rises);
    const told = runs.filter((run) => new Set(run.map(meanDepth)).size > 1);
    const most = rising.length >= LEAST_RUNS && rising.length > told.length / 2;
    for (const m of most ? ofOneBench : rising.flat()) out.add(m);
  }
  return without(rows, out);
}

/** Runs nearer in depth than this differ by what starting and stopping takes (assumption). */
const APART_TOKENS = 512;

/** Fewer runs than this say nothing about the others (assumption). */
const LEAST_RUNS = 3;

/** Of one length of prompt, which is read the sooner the longer it is; of however many generated tokens. */
const runKey = (m: Measurement): string => {
  const tokens = m.phase === 'prefill' ? m.tokens : 0;
  return [m.date, m.engine_version, m.note, cellKey({ ...m, tokens, depth: 0 })].join('|');
};

const rises = (run: readonly Measurement[]): boolean =>
  run.some((a) => run.some((b) => meanDepth(b) - meanDepth(a) >= APART_TOKENS && b.tok_s > a.tok_s * CHANCE));

/** Of all the tokens it read or generated. */
const meanDepth = (m: Measurement): number => m.depth + (m.tokens ?? 0) / 2;

import type { Measurement } from '../../schema/measurement.ts';
import { dayNumber, latestDay } from '../../units/days.ts';
import { groupBy, median } from '../../units/statistics.ts';

// Which measured rows are one experiment, and which of them count today.

/** What makes two measured rows the same experiment, whoever ran it. */
export function cellKey(m: Measurement): string {
  return [
    ...[m.device, m.count, m.nodes, m.engine, m.backend, m.model, m.quant, m.phase, m.tokens ?? '', m.depth],
    ...[m.concurrency, m.split, m.offload ?? 'none', m.offload_share ?? '', m.host ?? ''],
  ].join('|');
}

export const newestDate = (rows: readonly { readonly date: string }[]): string =>
  latestDay(rows.map((m) => m.date));

/** Four significant digits: no benchmark repeats better. */
export const round4 = (value: number): number => Number(value.toPrecision(4));

/** Assumption: what one quarter's software does, that of the next does, too. */
const ERA_DAYS = 90;

/**
 * Cells that differ only in how many tokens decode generated, on which its speed hardly depends, are one: their testers
 * are compared, and their rows replace one another when software moves on.
 */
export const eraKey = (m: Measurement): string =>
  m.phase === 'decode' ? cellKey({ ...m, tokens: 0 }) : cellKey(m);

/**
 * The newest software speaks for a cell: rows more than a quarter older than the newest row of the same cell, from
 * whatever source, are another era (prefill on one APU grew fivefold within a year of builds). An older row that is the
 * faster one stays: software hardly gets slower, so somebody's newer machine was.
 */
export function newestEra(
  rows: readonly Measurement[],
  key: (m: Measurement) => string = eraKey,
): { kept: Measurement[]; old: Measurement[] } {
  const kept: Measurement[] = [];
  const old: Measurement[] = [];
  for (const group of groupBy(rows, key).values()) {
    const newest = dayNumber(newestDate(group));
    const isOld = (m: Measurement): boolean => newest - dayNumber(m.date) > ERA_DAYS;
    const today = groupBy(
      group.filter((m) => !isOld(m)),
      eraKey,
    );
    const beaten = (m: Measurement): boolean => {
      const same = today.get(eraKey(m));
      return same === undefined || m.tok_s <= median(same.map((n) => n.tok_s));
    };
    for (const m of group) (isOld(m) && beaten(m) ? old : kept).push(m);
  }
  return { kept, old };
}

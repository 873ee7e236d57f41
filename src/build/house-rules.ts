import type { Check } from '../catalog/checks/complaints.ts';
import { before } from '../catalog/checks/dates.ts';
import { citations } from '../catalog/checks/sources.ts';
import type { RawFile } from '../catalog/files/raw-file.ts';
import { type DataProblem, lineFault } from '../schema/errors.ts';
import { OWN_NOTES } from '../schema/vocabulary.ts';

// What the shipped data keep to and a folder of somebody's own need not.

/** Made by a command, or read only when measurements are imported. */
const GENERATED = /^(?:calibration|measurements)/;
const FLOW = /^(\s*(?:- )?[\w.-]+: )[[{](?![\]}])/;

/** A list or a record on one line: a change of one entry would show as a change of all. */
export const flowFaults = (file: RawFile): DataProblem[] =>
  /\.ya?ml$/.test(file.path) && !GENERATED.test(file.path)
    ? file.text.split('\n').flatMap((line, i) => {
        const start = FLOW.exec(line)?.[1];
        if (start === undefined) return [];
        const fault = lineFault(
          file.shown,
          i + 1,
          'several things on one line',
          'Write one a line, each after "- ".',
        );
        return [{ ...fault, column: start.length + 1 }];
      })
    : [];

/** Two people who add prices of one item meet in one place. */
const inOrder: Check = (all, complain) => {
  for (const [i, place] of all.row_places.prices.entries()) {
    const [last, offer] = [all.offers[i - 1], all.offers[i]];
    if (!last || !offer || all.row_places.prices[i - 1]?.file !== place.file) continue;
    if (`${offer.item} ${offer.observed}` < `${last.item} ${last.observed}`)
      complain.cell(
        place,
        offer.item < last.item ? 'item' : 'observed',
        `${offer.item} of ${offer.observed} stands below ${last.item} of ${last.observed}`,
        'Rows are in order of item, then day.',
      );
  }
};

/** A source for every figure: what somebody states himself is none. */
const sourced: Check = (all, complain) => {
  const hint = 'Add what you read to data/sources/ and cite that.';
  for (const { key, path, id } of citations(all))
    if (id === OWN_NOTES) complain.at(key, path, `"${OWN_NOTES}" is for folders of users`, hint);
  for (const [folder, rows] of [
    ['prices', all.offers],
    ['sizes', all.sizes],
    ['measurements', all.measurements],
  ] as const)
    for (const [i, { source }] of rows.entries())
      if (source === OWN_NOTES)
        complain.row(folder, i, 'source', `"${OWN_NOTES}" is for folders of users`, hint);
};

/** Nobody reads a price in a text of an earlier day: the day on which it was typed in is not the day it was seen. */
const seenInTime: Check = (all, complain) => {
  for (const [i, { item, observed, source }] of all.offers.entries()) {
    const written = all.sources[source]?.date;
    if (before(written, observed))
      complain.row(
        'prices',
        i,
        'observed',
        `${item} was seen on ${observed} in a source of ${written}`,
        'Write the day of the source, or cite the one that you read on that day.',
      );
  }
};

/** One chip, as much memory, two makers: the same choice for the buyer, which the answer shows as one line. */
const alikeTogether: Check = (all, complain) => {
  const seen = new Map<string, string>();
  for (const [id, system] of Object.entries(all.systems)) {
    // What is built from parts is told apart by them.
    if (system.generic || system.vendor === undefined || system.parts.length > 0) continue;
    const key = JSON.stringify([system.kind, system.devices, system.memory_gb, system.nodes]);
    const before = seen.get(key);
    seen.set(key, before ?? id);
    const other = before === undefined ? undefined : all.systems[before];
    if (!other || other.vendor === system.vendor) continue;
    if (system.group === undefined || system.group !== other.group)
      complain.at(
        `systems/${id}`,
        ['group'],
        `is ${system.group ?? 'missing'}, and that of ${before} with the same chip and memory ${other.group ?? 'missing'}`,
        'Machines that differ by their maker alone share a group.',
      );
  }
};

/** The rules of the shipped data that are not about one file as text. */
export const HOUSE_CHECKS: readonly Check[] = [inOrder, sourced, seenInTime, alikeTogether];

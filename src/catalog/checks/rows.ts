import type { TableFolder } from '../../schema/kinds.ts';
import { type Check, exists, near } from './complaints.ts';
import { before } from './dates.ts';

/** Published sizes and measured speeds name things that exist and days that have been. */
export const checkRows: Check = (all, complain, today) => {
  const models: Readonly<Record<string, unknown>> = { ...all.models, ...all.diffusion };
  const need =
    (folder: TableFolder, index: number) =>
    (
      column: string,
      id: string | undefined,
      what: string,
      known: Readonly<Record<string, unknown>>,
    ): void => {
      if (id !== undefined && !exists(all, known, id))
        complain.row(folder, index, column, `no ${what} "${id}"`, near(id, Object.keys(known)));
    };
  for (const [i, size] of all.sizes.entries()) {
    const check = need('sizes', i);
    check('model', size.model, 'model', models);
    check('source', size.source, 'source', all.sources);
  }
  for (const [i, m] of all.measurements.entries()) {
    const check = need('measurements', i);
    check('device', m.device, 'device', all.devices);
    check('host', m.host, 'device', all.devices);
    check('model', m.model, 'model', all.models);
    check('quant', m.quant, 'quant', all.quants);
    check('source', m.source, 'source', all.sources);
    if (before(today, m.date)) complain.row('measurements', i, 'date', `${m.date} is in the future`);
  }
};

import { describe, expect, it } from 'vitest';
import { collectComplaints, exists, near } from '../../../../src/catalog/checks/complaints.ts';
import { data, rowPlace } from './said.ts';

describe('complaints', () => {
  const place = {
    file: 'my/devices/a.yaml',
    locate: (path: readonly PropertyKey[]) => ({ line: path.length, column: 7 }),
  };
  it('stand where the thing was written, with the path and a hint', () => {
    const { complaints, problems } = collectComplaints(data({ places: new Map([['devices/a', place]]) }));
    complaints.at('devices/a', ['power', 'idle_w'], 'bad', 'Mend it.');
    complaints.at('devices/b', ['x', 0], 'worse');
    expect(problems).toEqual([
      {
        file: 'my/devices/a.yaml',
        line: 2,
        column: 7,
        path: 'power.idle_w',
        message: 'bad',
        hint: 'Mend it.',
      },
      { file: 'devices/b', line: 0, column: 0, path: 'x.0', message: 'worse' },
    ]);
  });
  it('are mute about rows of the catalogue below', () => {
    const all = data({
      offers: [{}, {}, {}],
      sizes: [{}],
      row_places: { prices: [rowPlace(2), rowPlace(3)], sizes: [rowPlace(9)], measurements: [] },
    });
    const { complaints, problems } = collectComplaints(all);
    complaints.row('prices', 0, 'kind', 'below');
    complaints.row('prices', 1, 'kind', 'first');
    complaints.row('prices', 2, 'observed', 'second', 'Hint.');
    complaints.row('sizes', 0, 'gb', 'size');
    expect(problems).toEqual([
      { file: 'p.csv', line: 2, column: 4, path: 'kind', message: 'first' },
      { file: 'p.csv', line: 3, column: 8, path: 'observed', message: 'second', hint: 'Hint.' },
      { file: 'p.csv', line: 9, column: 2, path: 'gb', message: 'size' },
    ]);
  });
  it('know what would exist but for its own faults, and what was meant', () => {
    const all = data({ unread: new Set(['broken']) });
    expect([
      exists(all, { a: 1 }, 'a'),
      exists(all, {}, 'broken'),
      exists(all, {}, 'b'),
      exists(all, {}, 'toString'),
    ]).toEqual([true, true, false, false]);
    expect(near('rtx', ['rtc', 'none'])).toBe('Did you mean "rtc"?');
    expect(near('rtx', ['completely'])).toBeUndefined();
  });
});

import { countedName } from '../recommend/prose/names.ts';
import type { Cause, MeasureDocument, Standing } from '../schema/measure.ts';
import type { Format } from '../schema/vocabulary.ts';
import { percent, significant } from '../units/format.ts';
import { type Grid, gridHeadedTabs, gridIn } from './grid/grid.ts';
import { reasonInWords } from './left-out.ts';
import type { RenderOptions } from './render-options.ts';
import { BACKEND_NAMES, figureOf } from './values.ts';
import { wrapTo } from './wrap.ts';

/** How a machine stands, for people: a line for each phase, what may lie behind it, then the rows. */
export function measureText(d: MeasureDocument, format: Format, options: RenderOptions): string {
  const lines = (text: string) => wrapTo(options, text);
  const grid = rowGrid(d);
  const table = format === 'plain' ? gridHeadedTabs(grid) : gridIn(grid, format, options);
  const machines = d.machines.map((m) => countedName(m.count, m.name)).join(', ');
  const left = d.rows.filter((r) => r.skipped !== null);
  return [
    machines,
    ...d.phases.flatMap((p) => lines(standingText(p))),
    ...(d.causes.length > 0 ? ['', ...d.causes.flatMap((c) => lines(causeText(c)))] : []),
    '',
    table,
    '',
    ...lines(EXPECTED),
    ...(left.length > 0
      ? [
          '',
          ...lines(
            `Left out: ${[...new Set(left.map((r) => reasonInWords(r.skipped ?? '')))].join(', ')} (${left.length} ${left.length === 1 ? 'row' : 'rows'}).`,
          ),
        ]
      : []),
    ...(d.overlay.rows > 0
      ? [
          '',
          ...lines(
            `${d.overlay.rows} rows count as measurements in a folder given with --data (there in measurements/).`,
          ),
        ]
      : []),
  ].join('\n');
}

const EXPECTED =
  'Expected is what `advise estimate` says of such a machine, with your file and the software of that day; measurements by others count in it, your own runs do not.';

const JUDGED: Readonly<Record<Standing['standing'], string>> = {
  as_expected: 'within',
  slow: 'below',
  fast: 'above',
};

const standingText = (p: Standing): string =>
  `${percent(p.ratio)} of expected ${p.phase}, ${JUDGED[p.standing]} the ${percent(p.low)} to ${percent(p.high)} where eight of ten such machines are (${p.n} ${p.n === 1 ? 'row' : 'rows'}).`;

/** One sentence per cause; those the run does not show are questions. */
function causeText({ code, args }: Cause): string {
  switch (code) {
    case 'flash_attention_off':
      return 'Flash attention was off: -fa 1.';
    case 'small_micro_batch':
      return `Prompts were read ${args['tokens']} tokens at a time: -ub 512 or more.`;
    case 'quantised_cache':
      return `The cache was kept in ${args['type']}: slower than f16 on most backends.`;
    case 'other_backend':
      return `Backend? ${BACKEND_NAMES[args['backend'] as keyof typeof BACKEND_NAMES]} is expected to reach ${significant(Number(args['gain']), 2)} times that here.`;
    case 'old_build':
      return `The build is ${args['days']} days old: the engines have become faster since.`;
    case 'uneven_runs':
      return `Repeats differ by ${percent(Number(args['spread']))}: heat, or something else was running?`;
    case 'power_limit':
      return `Power limit? ${args['limit_w'] ? `It is ${args['limit_w']} W as sold: ` : ''}a lower limit, heat or a laptop on battery slows prefill first.`;
    case 'memory_speed':
      return args['kind'] === 'unified'
        ? 'Memory? Decode goes by its bandwidth: slower modules, fewer channels or another program would show like this.'
        : 'Memory? Decode goes by its bandwidth: a lowered memory clock, ECC, part of the model in host memory or a second program would show like this.';
    case 'grows_with_depth':
      return 'The gap grows with depth: look at attention (flash attention, the type and place of the cache).';
    case 'link_between_devices':
      return 'The link between the cards? Fewer PCIe lanes than expected, or a split that does not suit them.';
    case 'newer_software':
      return 'Faster than the machines we know: newer software or higher clocks? Such a run is worth sharing.';
  }
}

function rowGrid(d: MeasureDocument): Grid {
  return {
    columns: [
      { title: 'MODEL', priority: 0 },
      { title: 'FORMAT', priority: 3 },
      { title: 'TEST', priority: 1 },
      { title: 'MEASURED', right: true, priority: 2 },
      { title: 'EXPECTED', right: true, priority: 4 },
      { title: 'SHARE', right: true, priority: 1 },
    ],
    rows: d.rows
      .filter((r) => r.skipped === null)
      .map((r) => [
        r.model,
        r.quant,
        `${r.phase === 'prefill' ? 'pp' : 'tg'}${r.tokens ?? ''}${r.depth > 0 ? ` @ d${r.depth}` : ''}`,
        significant(r.measured_tok_s, 3),
        figureOf(r.expected_tok_s),
        r.ratio === null ? '-' : percent(r.ratio),
      ]),
  };
}

import { Chalk } from 'chalk';
import type { Recommendation } from '../schema/document.ts';
import { type Answer, answerOf } from './answer.ts';
import { droppedFrom, noRoomFor } from './grid/grid.ts';
import { fitsTerminal, gridTable } from './grid/grid-table.ts';
import type { RenderOptions } from './render-options.ts';
import { summaryOf } from './summary-grid.ts';
import { READABLE, wrap } from './wrap.ts';

/** Below this, section titles stand above their text instead of beside it. */
const NARROW = 72;
const LABEL = 19;
/** From these widths on there is room to draw the range of the speed, and those of price and wait beside it. */
const WIDE = 110;
const WIDEST = 176;

/** How much of a short answer is shown, most first: what does not fit the screen stands in the whole answer. */
const BRIEFS = [
  { rows: Number.POSITIVE_INFINITY, reasons: Number.POSITIVE_INFINITY },
  { rows: Number.POSITIVE_INFINITY, reasons: 1 },
  { rows: 3, reasons: 1 },
  { rows: 3, reasons: 0 },
  { rows: 2, reasons: 0 },
] as const;

/** The terminal answer: headline, how sure, the table, then sections with hanging indents. */
export function table(d: Recommendation, top: number, options: RenderOptions): string {
  const { brief } = options;
  const answer = answerOf(d, top);
  if (brief === undefined) {
    const whole = linesOf(answer, d, options);
    const seen = whole.length < (options.screen ?? Number.POSITIVE_INFINITY);
    return (seen ? whole : linesOf(answer, d, options, true)).join('\n');
  }
  let shortest: string[] = [];
  for (const { rows, reasons } of BRIEFS) {
    const sections = answer.sections
      .filter((s) => s.core)
      .map((s) => ({ ...s, lines: s.lines.slice(0, reasons) }));
    const less = {
      ...answer,
      lines: answer.lines.slice(0, rows),
      sections: sections.filter((s) => s.lines.length > 0),
    };
    shortest = linesOf(less, d, options);
    if (shortest.length <= brief) break;
  }
  return shortest.join('\n');
}

function linesOf(answer: Answer, d: Recommendation, options: RenderOptions, again = false): string[] {
  const chalk = new Chalk({ level: options.colour });
  const width = Math.min(options.width ?? READABLE, READABLE);
  const paragraph = (text: string) => wrap(text, width, options.unicode);
  const title = d.ranked.length > 0 ? chalk.bold.green : chalk.bold.yellow;
  const short = options.brief !== undefined;
  return [
    ...paragraph(answer.headline).map((l) => title(l)),
    ...(answer.confidence ? paragraph(answer.confidence) : []),
    ...summary(answer, options, chalk, paragraph),
    ...answer.sections.flatMap((s) => ['', ...section(s.title, s.lines, width, options, chalk)]),
    '',
    ...(again ? [...section('In short', [answer.headline], width, options, chalk)] : []),
    ...commandLines(answer, options, chalk),
    ...(short ? [] : paragraph(answer.dated).map((l) => chalk.dim(l))),
  ];
}

type Colours = InstanceType<typeof Chalk>;

function summary(
  answer: Answer,
  options: RenderOptions,
  chalk: Colours,
  paragraph: (text: string) => string[],
): string[] {
  if (answer.lines.length === 0) return [];
  // Pictures are left out before a name is cut for them.
  const pictured = barsIn(options.width ?? 0).map((bars) => summaryOf(answer.lines, { bars }));
  const { grid, shared, captionWithout } =
    pictured.find((summary) => fitsTerminal(summary.grid, options)) ?? summaryOf(answer.lines);
  const caption = captionWithout(droppedFrom(grid, options));
  const under = [shared, caption, noRoomFor(grid, options)].filter((t) => t !== '').join(' ');
  const [header = '', first = '', ...rows] = gridTable(grid, options);
  return [
    '',
    chalk.dim(header),
    chalk.bold(first),
    ...rows,
    ...(under ? paragraph(under).map((l) => chalk.dim(l)) : []),
  ];
}

function section(
  title: string,
  lines: readonly string[],
  width: number,
  options: RenderOptions,
  chalk: Colours,
): string[] {
  if (width < NARROW)
    return [
      chalk.bold(title),
      ...lines.flatMap((l) => wrap(l, width - 2, options.unicode).map((b) => `  ${b}`)),
    ];
  return lines.flatMap((line, i) =>
    wrap(line, width - LABEL, options.unicode).map((b, j) =>
      i === 0 && j === 0 ? chalk.bold(title) + ' '.repeat(LABEL - title.length) + b : ' '.repeat(LABEL) + b,
    ),
  );
}

/** Command lines are never broken by us, so that they can be copied whole. */
function commandLines(answer: Answer, { width, brief }: RenderOptions, chalk: Colours): string[] {
  return answer.commands
    .filter((c) => c.title === 'Again' || brief === undefined)
    .map(
      ({ title, command }) =>
        `${chalk.bold(title)}${(width ?? READABLE) < NARROW ? ': ' : ' '.repeat(LABEL - title.length)}${command}`,
    );
}

/** How many columns of bars to try in a width, most first. */
const barsIn = (width: number): readonly number[] => (width >= WIDEST ? [3, 1] : width >= WIDE ? [1] : []);

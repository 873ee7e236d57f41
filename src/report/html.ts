import type { Details } from '../schema/details.ts';
import type { Recommendation } from '../schema/document.ts';
import { type Answer, answerOf, type Section } from './answer.ts';
import type { Chart } from './charts/chart.ts';
import { chartsOf } from './charts/charts.ts';
import { MOST_FINALISTS } from './detailed.ts';
import { escaped } from './html/escaped.ts';
import { figure } from './html/figure.ts';
import { PAGE_STYLE } from './html/page-style.ts';
import { rankingTable } from './html/page-table.ts';
import { summaryOf } from './summary-grid.ts';

/**
 * One self-contained page: no network (its policy forbids any), no script, light and dark, printable. With details
 * in the document it also draws speed over depth, cost over years and price history, and lists the sources.
 */
export function html(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const rows = answer.lines.map((l) => l.row).slice(0, MOST_FINALISTS);
  const charts = chartsOf(d, rows);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(answer.headline)}</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(answer.headline)}</h1>
${[
  answer.confidence ? `<p class="sure">${escaped(answer.confidence)}</p>` : '',
  ranking(answer),
  ...answer.sections.filter((s) => s.core).map(section),
  charts.length > 0 ? pictures(d, charts) : '',
  ...answer.sections.filter((s) => !s.core).map(section),
  commands(answer),
  d.details ? sources(d.details) : '',
]
  .filter((part) => part !== '')
  .join('\n')}
</main>
<footer><p>${escaped(answer.dated)}</p></footer>
</body>
</html>`;
}

/** Of a mixed need the charts show one kind of work; which, they say. */
function pictures(d: Recommendation, charts: readonly Chart[]): string {
  const [work, second] = d.ranked[0]?.workloads ?? [];
  const note =
    work && second
      ? `<p>Speeds and memory are those of ${escaped(work.workload)}, the heaviest of the needs.</p>\n`
      : '';
  return `<section>\n<h2>Charts</h2>\n${note}${charts.map(figure).join('\n')}\n</section>`;
}

function ranking({ lines }: Answer): string {
  if (lines.length === 0) return '';
  const { grid, shared, caption } = summaryOf(lines);
  return rankingTable(grid, [shared, caption].filter((t) => t !== '').join(' '));
}

const section = (s: Section): string =>
  `<section>\n<h2>${escaped(s.title)}</h2>\n<ul>\n${s.lines.map((l) => `<li>${escaped(l)}</li>`).join('\n')}\n</ul>\n</section>`;

const commands = (answer: Answer): string => `<section>
<h2>Commands</h2>
<dl>
${answer.commands.map((c) => `<dt>${escaped(c.title)}</dt>\n<dd><code>${escaped(c.command)}</code></dd>`).join('\n')}
</dl>
</section>`;

/** Links only where the source has an address on the web; nothing is fetched until somebody follows one. */
function sources({ sources: cited }: Details): string {
  if (cited.length === 0) return '';
  const line = (s: Details['sources'][number]): string => {
    const title = escaped(s.title);
    const named = s.url && /^https?:/.test(s.url) ? `<a href="${escaped(s.url)}">${title}</a>` : title;
    return `<li>${named}, ${escaped(s.date)} <code>${escaped(s.id)}</code></li>`;
  };
  return `<section>\n<h2>Sources</h2>\n<ul class="sources">\n${cited.map(line).join('\n')}\n</ul>\n</section>`;
}

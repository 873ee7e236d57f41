import type { Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import type { Grid } from './grid.ts';
import { summaryOf } from './summary-grid.ts';

/** One self-contained page: no network, no script, light and dark, printable; the table scrolls where it is too wide. */
export function html(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const { grid, shared, caption } = summaryOf(answer.lines);
  const under = [shared, caption].filter((t) => t !== '').join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(answer.headline)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(answer.headline)}</h1>
${answer.confidence ? `<p class="sure">${escaped(answer.confidence)}</p>\n` : ''}${
  answer.lines.length > 0 ? `${tableOf(grid, under)}\n` : ''
}${answer.sections
  .map(
    (s) =>
      `<section>\n<h2>${escaped(s.title)}</h2>\n<ul>\n${s.lines.map((l) => `<li>${escaped(l)}</li>`).join('\n')}\n</ul>\n</section>`,
  )
  .join('\n')}
<section>
<h2>Commands</h2>
<dl>
${answer.commands.map((c) => `<dt>${escaped(c.title)}</dt>\n<dd><code>${escaped(c.command)}</code></dd>`).join('\n')}
</dl>
</section>
</main>
<footer><p>${escaped(answer.dated)}</p></footer>
</body>
</html>`;
}

/** The region is focusable, so that a keyboard can scroll it. */
function tableOf(grid: Grid, caption: string): string {
  const cell = (tag: 'th' | 'td', scope: string, text: string, i: number) =>
    `<${tag}${scope}${grid.columns[i]?.right ? ' class="n"' : ''}>${escaped(text)}</${tag}>`;
  const head = grid.columns.map((c, i) => cell('th', ' scope="col"', c.title, i)).join('');
  const body = grid.rows.map(
    (row) =>
      `<tr>${row
        .map((text, i) =>
          grid.columns[i]?.title === 'SYSTEM' ? cell('th', ' scope="row"', text, i) : cell('td', '', text, i),
        )
        .join('')}</tr>`,
  );
  return `<div class="scroll" role="region" aria-label="Ranking" tabindex="0">
<table${caption ? ' aria-describedby="note"' : ''}>
<thead>
<tr>${head}</tr>
</thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>${caption ? `\n<p class="note" id="note">${escaped(caption)}</p>` : ''}`;
}

const STYLE = `:root { color-scheme: light dark; --line: #8888; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .2rem; }
.sure { margin-top: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.note { font-size: .85rem; margin-top: .4rem; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { font-size: .8rem; letter-spacing: .03em; }
tbody th { font-weight: inherit; white-space: normal; min-width: 14rem; }
tbody tr:first-child { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 1.2rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
code { font-size: .9em; overflow-wrap: anywhere; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } .scroll { overflow: visible; } }`;

const escaped = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

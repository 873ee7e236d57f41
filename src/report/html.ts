import type { Recommendation } from '../schema/document.ts';
import { answerOf } from './answer.ts';
import { summaryGrid } from './summary-grid.ts';

/** One self-contained page: no network, light and dark, printable. */
export function html(d: Recommendation, top: number): string {
  const answer = answerOf(d, top);
  const grid = summaryGrid(answer.lines);
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    row
      .map(
        (c, i) =>
          `<${tag}${grid.columns[i]?.right ? ' class="n"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${escaped(c)}</${tag}>`,
      )
      .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(answer.headline)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8886; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .9em; overflow-wrap: anywhere; }
@media print { body { margin: 0; } }
</style>
</head>
<body>
<main>
<h1>${escaped(answer.headline)}</h1>
${answer.confidence ? `<p>${escaped(answer.confidence)}</p>` : ''}
${
  answer.lines.length > 0
    ? `<table><thead><tr>${cells(
        'th',
        grid.columns.map((c) => c.title),
      )}</tr></thead><tbody>${grid.rows.map((r) => `<tr>${cells('td', r)}</tr>`).join('')}</tbody></table>`
    : ''
}
${answer.sections.map((s) => `<h2>${escaped(s.title)}</h2><ul>${s.lines.map((l) => `<li>${escaped(l)}</li>`).join('')}</ul>`).join('\n')}
</main>
<footer><p><code>${escaped(d.command)}</code></p><p>${escaped(answer.footer[1] ?? '')}</p></footer>
</body>
</html>`;
}

const escaped = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

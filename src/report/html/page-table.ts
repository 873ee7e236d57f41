import type { Chart } from '../charts/chart.ts';
import type { Grid } from '../grid/grid.ts';
import { escaped } from './escaped.ts';

/** The ranking. The region is focusable, so that a keyboard can scroll it. */
export function rankingTable(grid: Grid, caption: string): string {
  const cell = (tag: 'th' | 'td', scope: string, text: string, i: number) =>
    `<${tag}${scope}${grid.columns[i]?.right ? ' class="n"' : ''}>${escaped(text)}</${tag}>`;
  const head = grid.columns.map((c, i) => cell('th', ' scope="col"', c.title, i)).join('');
  const body = grid.rows.map(
    (row) =>
      `<tr>${row
        .map((text, i) =>
          grid.columns[i]?.id === 'system' ? cell('th', ' scope="row"', text, i) : cell('td', '', text, i),
        )
        .join('')}</tr>`,
  );
  return `<div class="scroll" role="region" aria-label="Ranking" tabindex="0">
<table class="ranking"${caption ? ' aria-describedby="note"' : ''}>
<thead>
<tr>${head}</tr>
</thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>${caption ? `\n<p class="note" id="note">${escaped(caption)}</p>` : ''}`;
}

/** The figures behind a chart: the first column names the row. */
export function dataTable(title: string, { head, rows }: Chart['table']): string {
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((c) => `<td class="n">${escaped(c)}</td>`).join('');
    return `<tr><th scope="row">${escaped(first)}</th>${cells}</tr>`;
  });
  return `<div class="scroll" role="region" aria-label="${escaped(title)}: the figures" tabindex="0">
<table>
<thead>
<tr>${head.map((h, i) => `<th scope="col"${i > 0 ? ' class="n"' : ''}>${escaped(h)}</th>`).join('')}</tr>
</thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

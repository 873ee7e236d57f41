import type { Chart, Key } from '../charts/chart.ts';
import { NARROW, WIDE } from '../charts/surface.ts';
import { escaped } from './escaped.ts';
import { dataTable } from './page-table.ts';

/** A chart with its legend and, folded away, its figures; the style shows the width that suits the screen. */
export function figure(chart: Chart): string {
  return `<figure id="${chart.id}">
<figcaption>
<h3>${escaped(chart.title)}</h3>
<p>${escaped(chart.says)}</p>
</figcaption>
<div class="wide">${chart.draw(WIDE)}</div>
<div class="narrow">${chart.draw(NARROW)}</div>
<ul class="keys">
${chart.keys.map((k) => `<li>${mark(k)}${escaped(k.name)}</li>`).join('\n')}
</ul>
<details>
<summary>${escaped(chart.title)}: the figures</summary>
${dataTable(chart.title, chart.table)}
</details>
</figure>`;
}

/** The mark of a legend line, drawn as the chart draws it. Screen readers hear a machine's number with its name. */
function mark({ mark: kind, colour, dashes, number }: Key): string {
  const svg = (inner: string) =>
    `<svg width="34" height="18" viewBox="0 0 34 18" aria-hidden="true">${inner}</svg>`;
  const stroke = (width: number) =>
    `<path d="M1 9H33" stroke="${colour}" stroke-width="${width}"${dashes && dashes !== 'none' ? ` stroke-dasharray="${dashes}"` : ''}/>`;
  if (kind === 'block') return svg(`<rect x="8" y="2" width="18" height="14" fill="${colour}"/>`);
  if (kind === 'dot') return svg(`<circle cx="17" cy="9" r="3.5" fill="${colour}"/>`);
  if (kind === 'line') return svg(stroke(2));
  const disc = `<circle cx="17" cy="9" r="8.5" fill="${colour}"/><text x="17" y="13" text-anchor="middle" font-size="11" font-weight="700" fill="var(--paper)">${number}</text>`;
  return `${svg(`${dashes === undefined ? '' : stroke(2)}${disc}`)}<span class="aside">${number}: </span>`;
}

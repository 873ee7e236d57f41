import { readFileSync, writeFileSync } from 'node:fs';
import { recommend } from '../library/recommend.ts';
import { foldAlike } from '../recommend/alike-rows.ts';
import { finalistsOf } from '../report/charts/finalist.ts';
import { priceSpeed } from '../report/charts/price-speed.ts';
import { WIDE } from '../report/charts/surface.ts';
import { PALETTE } from '../report/html/page-style.ts';
import type { Catalog } from '../schema/catalog.ts';

const PATH = '.github/price-speed.svg';
const SHOWN = 5;

/** Draws the README's chart, for the question it opens with, and returns the Markdown for it: a file has no legend. */
export function picture(): string {
  const asOf = new Date().toISOString().slice(0, 10);
  const catalog = JSON.parse(readFileSync('dist/catalog.json', 'utf8')) as Catalog;
  const d = recommend({ workloads: ['chat'], budget_usd: 4000 }, catalog, { asOf });
  const finalists = finalistsOf(
    foldAlike(d.ranked)
      .slice(0, SHOWN)
      .map((l) => l.row),
  );
  const chart = priceSpeed(d, finalists);
  if (!chart) return 'Nothing to draw.';
  const style = `<style>${PALETTE}\nsvg { background: var(--paper); fill: var(--ink); font-size: 13px; }</style>`;
  const svg = chart
    .draw(WIDE)
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/(<svg [^>]*>)/, `$1${style}`);
  writeFileSync(PATH, `${svg}\n`);
  const names = finalists.map((f) => `**${f.rank}** ${f.name}`).join(', ');
  return `![${chart.title}](${PATH})\n\n${names}. ${chart.says}`;
}

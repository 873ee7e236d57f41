import { countedName, OS_NAMES } from '../recommend/prose/names.ts';
import type { EstimateDocument } from '../schema/estimate-document.ts';
import type { OwnDocument } from '../schema/own.ts';
import { ENGINE_NAMES, type Format } from '../schema/vocabulary.ts';
import { duration, gib, tokens } from '../units/format.ts';
import { type Grid, gridIn } from './grid/grid.ts';
import type { RenderOptions } from './render-options.ts';
import { BACKEND_NAMES, figureOf } from './values.ts';
import { wrapTo } from './wrap.ts';

/** The machine for people: what was seen, what that is, what it runs, and how to ask for advice from there. */
export function ownText(d: OwnDocument, format: Format, options: RenderOptions): string {
  const lines = (text: string) => wrapTo(options, text);
  const [first] = d.runs;
  return [
    ...lines(`Seen: ${seen(d)}.`),
    ...lines(`That is: ${recognised(d)}.`),
    ...(first ? ['', gridIn(runsGrid(d.runs), format, options), ...lines(caption(first))] : []),
    ...(d.missing.length > 0 ? ['', ...d.missing.flatMap(lines)] : []),
    ...(d.command ? ['', ...lines(`Advice from here: ${d.command}`)] : []),
  ].join('\n');
}

/** What the columns mean; all rows are asked the same. */
const caption = ({ at }: EstimateDocument): string =>
  `Decode in tok/s for one user; first token for a prompt of ${tokens(at.prompt_tokens)} tokens. Estimates, best model first: \`advise measure\` tells how yours stands against them.`;

function seen({ seen: s }: OwnDocument): string {
  const cards = s.cards.map((c) => `${c.name}${c.vram_gib ? ` (${gib(c.vram_gib)})` : ''}`);
  return [
    s.product,
    s.cpu,
    s.memory_gib === null ? '' : `${gib(s.memory_gib)} of memory`,
    cards.length > 0 ? cards.join(', ') : 'no graphics card',
    s.os ? OS_NAMES[s.os] : 'an operating system we do not know',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function recognised({ devices, system, own }: OwnDocument): string {
  if (devices.length === 0) return 'nothing we know';
  const names = devices.map((d) => countedName(d.count, d.name)).join(' and ');
  if (system) return `${names}, counted as ${system}`;
  return own.length > 0 ? `${names} (${own.join(', ')})` : names;
}

function runsGrid(runs: readonly EstimateDocument[]): Grid {
  return {
    columns: [
      { title: 'MODEL', priority: 0 },
      { title: 'FORMAT', priority: 2 },
      { title: 'FITS', priority: 3 },
      { title: 'CONTEXT UP TO', right: true, priority: 4 },
      { title: 'DECODE', right: true, priority: 1 },
      { title: 'FIRST TOKEN', right: true, priority: 5 },
      { title: 'ENGINE', priority: 6 },
    ],
    rows: runs.map((r) => [
      r.model.name,
      r.model.quant,
      r.footprint.status,
      r.footprint.max_context ? tokens(r.footprint.max_context) : '-',
      figureOf(r.decode_tok_s),
      r.ttft_s ? duration(r.ttft_s.value) : '?',
      `${ENGINE_NAMES[r.engine]} on ${BACKEND_NAMES[r.backend]}`,
    ]),
  };
}

import type { Ranked, Reason, Recommendation } from '../schema/document.ts';
import { gib, percent, tokens, usd } from '../units/format.ts';
import { foldTwins, type Line, runnerUp } from './groups.ts';
import { figureOf, priceFacts, rangeOf, timeRangeOf } from './values.ts';

/** The answer in words, made once for every format. Each section is a title and lines; empty sections are left out. */
export interface Answer {
  readonly headline: string;
  readonly confidence: string | null;
  readonly lines: readonly Line[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly footer: readonly string[];
}

export function answerOf(d: Recommendation, top: number): Answer {
  const first = d.ranked[0];
  const lines = foldTwins(d);
  const sections = first ? pickSections(d, first, lines[0]) : nothingSections(d);
  return {
    headline: headline(d, first),
    confidence: first ? confidence(d, first) : null,
    lines: lines.slice(0, top),
    sections: sections.filter((s) => s.lines.length > 0),
    footer: [
      `Again: ${d.command}`,
      `Prices as of ${d.as_of}; catalogue of ${d.catalog.date} (${d.catalog.digest}); advise ${d.advise_version}.`,
    ],
  };
}

function headline(d: Recommendation, first: Ranked | undefined): string {
  const answer = d.alternatives.find((a) => a.is_the_answer);
  if (answer && first)
    return `${answer.title}. If you buy all the same: ${first.system.name}${priceTag(first)}`;
  if (answer) return answer.title;
  return first ? `${first.system.name}${priceTag(first)}` : 'Nothing on sale satisfies all of that.';
}

const priceTag = (row: Ranked): string =>
  row.price_usd ? ` for about ${usd(row.price_usd.value)}` : ' (price unknown)';

/** How sure, in words and as a number: the share of price and speed draws that the pick (with its twins) wins. */
function confidence(d: Recommendation, first: Ranked): string {
  const family = d.ranked.filter(
    (r) => r === first || (first.system.group !== null && r.system.group === first.system.group),
  );
  const wins = Math.min(
    1,
    family.reduce((sum, r) => sum + r.win_probability, 0),
  );
  const rival = runnerUp(d);
  const tie = rival?.tied_with_first ? `; ${rival.system.name} is as good within our error` : '';
  const word =
    wins >= 0.85 ? 'Clear pick' : wins >= 0.6 ? 'Likely pick' : wins >= 0.35 ? 'Narrow pick' : 'Close call';
  return `${word}: it wins ${percent(wins)} of draws from the price and speed ranges${tie}.`;
}

function pickSections(d: Recommendation, first: Ranked, line: Line | undefined) {
  const rival = runnerUp(d);
  const sorted = [...first.reasons].sort((a, b) => gravity(a) - gravity(b));
  const caveats = sorted.filter(
    (r) => r.severity === 'serious' || r.severity === 'caution' || r.severity === 'blocking',
  );
  const whys = sorted.filter((r) => r.severity === 'info').slice(0, 4);
  return [
    { title: 'Why', lines: whys.map((r) => r.text) },
    {
      title: 'Mind',
      lines: [
        ...caveats.slice(0, 3).map((r) => r.text),
        ...d.warnings.filter((w) => w.severity !== 'info').map((w) => w.text),
      ],
    },
    { title: 'Price', lines: first.price_usd ? [priceLine(first), ...partLines(first)] : ['unknown'] },
    { title: 'Runs', lines: first.workloads.flatMap(runLines) },
    { title: 'Alike', lines: line && line.twins.length > 0 ? [twins(line)] : [] },
    { title: 'Runner-up', lines: rival ? [runnerUpLine(first, rival)] : [] },
    { title: 'Would change this', lines: d.flips.map((f) => f.text) },
    {
      title: 'Instead of buying',
      lines: d.alternatives.map((a) => [a.title, ...a.reasons.map((r) => r.text)].join(': ')),
    },
    { title: 'Assumed', lines: d.assumptions.map((a) => `${a.field} ${a.value ?? 'none'}: ${a.reason}`) },
  ];
}

function nothingSections(d: Recommendation) {
  const counts = new Map<string, number>();
  for (const e of d.excluded) {
    const code = e.reasons[0]?.code ?? 'unknown';
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const why = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([code, n]) => `${n} ${EXCLUDED_BECAUSE[code] ?? code.replaceAll('_', ' ')}`);
  return [
    { title: 'Why', lines: why },
    { title: 'Mind', lines: d.warnings.map((w) => w.text) },
    { title: 'Nearest miss', lines: d.flips.map((f) => f.text) },
    {
      title: 'Instead',
      lines: d.alternatives.map((a) => [a.title, ...a.reasons.map((r) => r.text)].join(': ')),
    },
    { title: 'Assumed', lines: d.assumptions.map((a) => `${a.field} ${a.value ?? 'none'}: ${a.reason}`) },
  ];
}

const EXCLUDED_BECAUSE: Record<string, string> = {
  over_budget: 'cost more than the budget',
  no_price: 'have no price in that condition',
  does_not_fit: 'cannot hold the model',
  wrong_os: 'do not run that operating system',
  no_cuda: 'have no CUDA',
  not_released: 'were not on sale yet',
  not_sold: 'are no longer sold new',
  rule: 'are ruled out by experts’ rules',
  no_engine: 'have no engine for that work',
  no_estimate: 'cannot be estimated',
};

const ORDER = ['blocking', 'serious', 'caution', 'info'];
const gravity = (r: Reason): number => ORDER.indexOf(r.severity);

function priceLine(row: Ranked): string {
  const p = row.price_usd;
  if (!p) return 'unknown';
  const range = p.low === p.high ? '' : ` (${usd(p.low)}–${usd(p.high)})`;
  return `${usd(p.value)}${range}, ${p.condition}; ${priceFacts(p)} [${p.source}]`;
}

const partLines = (row: Ranked): string[] =>
  (row.price_usd?.parts ?? []).map(
    (p) => `${p.count} x ${p.name}: ${usd(p.unit_price_usd)} each, ${p.kind} ${p.observed}`,
  );

function runLines(w: Ranked['workloads'][number]): string[] {
  const where = [w.engine, w.backend].filter((x) => x !== null).join(' on ');
  const what = w.model ? `${w.model.name} at ${w.model.quant}${where ? `, ${where}` : ''}` : w.workload;
  const lines = [
    w.fit
      ? `${w.workload}: ${what}: ${w.fit.status}, ${gib(w.fit.footprint_gib)} of ${gib(w.fit.usable_gib)}${w.fit.max_context ? `, up to ${tokens(w.fit.max_context)} tokens of context` : ''}`
      : `${w.workload}: ${what}`,
  ];
  if (w.speed) {
    const { at, decode_tok_s: decode, prefill_tok_s: prefill, ttft_s: ttft } = w.speed;
    const users = at.users > 1 ? ` for each of ${at.users} users` : '';
    lines.push(
      decode
        ? `decode ${figureOf(decode)} tok/s (${rangeOf(decode)}) at ${tokens(at.depth)} depth${users}, ${decode.basis}`
        : 'decode unknown',
    );
    lines.push(
      prefill && ttft
        ? `prefill ${figureOf(prefill)} tok/s (${rangeOf(prefill)}); first token after ${timeRangeOf(ttft)} for a ${tokens(at.prompt_tokens)}-token prompt`
        : 'prefill unknown',
    );
  }
  if (w.finetune)
    lines.push(
      w.finetune.hours
        ? `training takes ${timeRangeOf(hoursAsSeconds(w.finetune.hours))}, ${w.finetune.hours.basis}`
        : 'training time unknown',
    );
  const job = w.image ?? w.video;
  if (job)
    lines.push(
      job.seconds
        ? `${timeRangeOf(job.seconds)} per ${w.image ? 'image' : 'clip'}, ${job.seconds.basis}`
        : 'time unknown',
    );
  if (w.also_runs.length > 0)
    lines.push(
      `also comfortable: ${w.also_runs.map((m) => `${m.name} ${m.quant}${m.decode_tok_s === null ? '' : ` (${Math.round(m.decode_tok_s)} tok/s)`}`).join(', ')}`,
    );
  return [...lines, ...w.unknown];
}

const hoursAsSeconds = <T extends { low: number; value: number; high: number }>(e: T) =>
  ({ ...e, low: e.low * 3600, value: e.value * 3600, high: e.high * 3600 }) as never;

function twins(line: Line): string {
  const list = line.twins
    .slice(0, 6)
    .map((t) => `${t.system.name}${t.price_usd ? ` ${usd(t.price_usd.value)}` : ''}`);
  const more = line.twins.length > 6 ? `, and ${line.twins.length - 6} more` : '';
  return `same chip, same speed: ${list.join(', ')}${more}`;
}

/** When the other one is the better buy: the criteria on which it scores clearly higher. */
function runnerUpLine(first: Ranked, rival: Ranked): string {
  const better = rival.criteria
    .map((c) => ({
      c,
      gap: (c.score ?? 0) - (first.criteria.find((f) => f.id === c.id)?.score ?? c.score ?? 0),
    }))
    .filter(({ gap }) => gap > 0.05)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, 2)
    .map(({ c }) => c.name.toLowerCase());
  const when =
    better.length > 0
      ? `prefer it when ${better.join(' and ')} matter${better.length === 1 ? 's' : ''} more`
      : 'it is behind on every criterion';
  return `${rival.system.name}${priceTag(rival)} (score ${Math.round(rival.score)} against ${Math.round(first.score)}): ${when}`;
}

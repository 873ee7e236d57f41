import { foldAlike, type Line } from '../recommend/alike-rows.ts';
import type { Ranked, Reason, Recommendation } from '../schema/document.ts';
import { SEVERITIES } from '../schema/vocabulary.ts';
import { assumedLines } from './answer/assumed.ts';
import { confidence } from './answer/confidence.ts';
import { flipLines } from './answer/flips.ts';
import { headline } from './answer/headline.ts';
import { alternativeLines, priceLines, runnerUpLines, twinLines } from './answer/lines.ts';
import {
  countedExclusions,
  insteadLines,
  POOR_FIELD,
  serviceLines,
  wayOutCommand,
} from './answer/nothing.ts';
import { ownershipLines } from './answer/outlook.ts';
import { passedOverLines } from './answer/passed-over.ts';
import { runLines } from './answer/runs.ts';

/** The answer in words, made once for every format. Each section is a title and lines; empty sections are left out. */
export interface Answer {
  readonly headline: string;
  readonly confidence: string | null;
  readonly lines: readonly Line[];
  readonly sections: readonly Section[];
  /** Command lines: what to look at next, and this run again. */
  readonly commands: readonly { readonly title: string; readonly command: string }[];
  readonly dated: string;
}
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** Part of the short answer. */
  readonly core?: boolean;
}

export function answerOf(d: Recommendation, top: number): Answer {
  const [first] = d.ranked;
  const lines = foldAlike(d.ranked);
  const sections = first ? pickSections(d, first, lines) : nothingSections(d);
  return {
    headline: headline(d),
    confidence: confidence(d),
    lines: lines.slice(0, top),
    sections: sections.filter((s) => s.lines.length > 0),
    commands: [...nextCommand(d, first), { title: 'Again', command: d.command }],
    dated: `Prices as of ${d.as_of}; catalogue of ${d.catalog.date} (${d.catalog.digest}); advise ${d.advise_version}.`,
  };
}

const MOST_REASONS = 3;

/** In the order in which a buyer needs to know; whether to buy at all comes before what to buy. */
function pickSections(d: Recommendation, first: Ranked, [line, ...rivals]: readonly Line[]): Section[] {
  const caveats = first.reasons.filter((r) => r.severity !== 'info' || isNote(r)).sort(byGravity);
  // How it fits stands under Runs, with its figures.
  const whys = first.reasons.filter(
    (r) => r.severity === 'info' && !isNote(r) && r.code !== 'fits_with_room',
  );
  const warnings = d.warnings.filter((w) => w.severity !== 'info');
  const beforehand = warnings.filter((w) => w.code === POOR_FIELD);
  const others = warnings.filter((w) => w.code !== POOR_FIELD);
  const rest = d.alternatives.filter((a) => !a.is_the_answer);
  const flips = flipLines(d);
  return [
    { title: 'Why not buy', lines: insteadLines(d), core: true },
    {
      title: 'Why',
      lines: [...texts(whys.slice(0, MOST_REASONS)), ...passedOverLines(first, rivals)],
      core: true,
    },
    {
      title: 'Mind',
      lines: texts([...beforehand, ...caveats.slice(0, MOST_REASONS), ...others]),
      core: true,
    },
    { title: 'Runs', lines: runLines(first) },
    { title: 'Price', lines: priceLines(first) },
    { title: 'Owning', lines: ownershipLines(first) },
    { title: 'Alike', lines: twinLines(line) },
    { title: 'Runner-up', lines: runnerUpLines(first, rivals[0]?.row) },
    { title: 'Would change this', lines: flips.answer },
    { title: 'Changes the pick', lines: flips.pick },
    { title: 'Instead of buying', lines: alternativeLines(rest) },
    { title: 'Assumed', lines: assumedLines(d) },
  ];
}

function nothingSections(d: Recommendation): Section[] {
  return [
    {
      title: 'Why',
      lines: [...(d.dead_end ? [d.dead_end.text] : []), ...countedExclusions(d)],
      core: true,
    },
    { title: 'Instead', lines: serviceLines(d) },
    { title: 'Mind', lines: texts(d.warnings) },
    { title: 'Nearest miss', lines: d.flips.map((f) => f.text), core: true },
    { title: 'Or', lines: alternativeLines(d.alternatives.filter((a) => !a.is_the_answer)) },
    { title: 'Assumed', lines: assumedLines(d) },
  ];
}

/** Suggests to explain the pick, or, without one, to ask again without the limits that leave nothing. */
function nextCommand(d: Recommendation, first: Ranked | undefined): Answer['commands'] {
  const command = first
    ? d.command.replace(/^advise/, `advise explain ${first.system.id}`)
    : wayOutCommand(d);
  return command === null ? [] : [{ title: 'Next', command }];
}

/** A rule's mere remark: good to know, no reason to buy. */
const isNote = ({ code, severity, points = 0 }: Reason): boolean =>
  code.startsWith('rule:') && severity === 'info' && points <= 0;
const byGravity = (a: Reason, b: Reason): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
const texts = (reasons: readonly Reason[]): string[] => reasons.map((r) => r.text);

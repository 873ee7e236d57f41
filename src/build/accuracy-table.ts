import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One group of a held-out replay, as the accuracy file has it. */
interface Group {
  readonly n: number;
  readonly mdape: number;
  readonly p90_ape: number;
  readonly coverage80: number | null;
}
type Groups = Readonly<Record<string, Group>>;
interface TextAccuracy {
  readonly left_out: Readonly<Record<Phase, { readonly leave_one_source_out: Groups }>>;
  readonly peers: Readonly<Record<Phase, Readonly<Record<string, Groups>>>>;
}
type Phase = 'decode' | 'prefill';

const ROWS: readonly (readonly [name: string, phase: Phase, group: string])[] = [
  ['decode, one user', 'decode', 'single_stream'],
  ['decode, several cards or machines', 'decode', 'several_devices'],
  ['decode, several users', 'decode', 'concurrent'],
  ['prefill, one user', 'prefill', 'single_stream'],
];
/** What anybody would reckon first for decode, run on the same rows. */
const USUAL = 'bandwidth / bytes';

/** How far off the estimates are where the source that measured was left out of the fit: a Markdown table. */
export function accuracyTable(): string {
  const text = JSON.parse(readFileSync('test/accuracy/text.json', 'utf8')) as TextAccuracy;
  const rows = ROWS.flatMap(([name, phase, group]) => {
    const ours = text.left_out[phase].leave_one_source_out[group];
    const usual = phase === 'decode' ? text.peers.decode[USUAL]?.[group] : undefined;
    return ours ? [line(name, ours, usual)] : [];
  });
  return [
    '| estimate | measurements | half are within | nine in ten within | truth in the range | bandwidth / bytes: half within |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
    ...['finetune', 'diffusion'].map((name) => line(NAMES[name] ?? name, reportOf(name), undefined)),
  ].join('\n');
}

const NAMES: Readonly<Record<string, string>> = {
  finetune: 'training speed',
  diffusion: 'image and video speed',
};

function reportOf(name: string): Group {
  const { report } = parse(readFileSync(`data/calibration/${name}.yaml`, 'utf8')) as {
    report: { speed: Omit<Group, 'n'> & { rows: number } };
  };
  return { ...report.speed, n: report.speed.rows };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const line = (name: string, g: Group, usual: Group | undefined): string =>
  `| ${[
    name,
    g.n.toLocaleString('en-US'),
    percent(g.mdape),
    percent(g.p90_ape),
    g.coverage80 === null ? '' : percent(g.coverage80),
    usual ? percent(usual.mdape) : '',
  ].join(' | ')} |`;

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { GROUP_NAMES, type Group } from '../perf/accuracy/groups.ts';
import type { Metrics } from '../perf/accuracy/metrics.ts';
import type { Phase } from '../schema/vocabulary.ts';
import { percent } from '../units/format.ts';
import { tableRow as row } from './markdown-row.ts';
import type { SpeedAccuracy } from './speed-accuracy.ts';

export const ACCURACY_FILE = 'test/accuracy/text.json';

const PHASES = ['decode', 'prefill'] as const;

/** In the words of a reader. */
const GROUP_WORDS: Readonly<Record<Group, string>> = {
  single_stream: 'one request, one device',
  dense: 'of these, dense models',
  moe: 'of these, mixtures of experts',
  deep: 'of these, 16k tokens deep or more',
  several_devices: 'one request, several devices',
  concurrent: 'many requests at once',
  offload: 'weights in host memory',
  all: 'all',
};

/** Estimates that have their own calibration, whose report holds the left-out errors. */
const OTHERS = { finetune: 'training', diffusion: 'images and video' } as const;

/** Columns that mean nothing where no model was asked. */
const BLANK = ['', '', '', '', ''] as const;

const told = (share: number | null | undefined): string =>
  share === null || share === undefined ? '' : percent(share);

/** The best formula of other tools on the rows of a group: its median error. */
function bestPeer(accuracy: SpeedAccuracy, phase: Phase, group: Group): number | null {
  const errors = Object.values(accuracy.peers[phase]).flatMap((groups) => groups[group]?.mdape ?? []);
  return errors.length === 0 ? null : Math.min(...errors);
}

/** The README's table of errors on measurements that the fit had not seen, from the committed accuracy file. */
export function accuracyTable(): string {
  const accuracy = JSON.parse(readFileSync(ACCURACY_FILE, 'utf8')) as SpeedAccuracy;
  const of = (phase: Phase, scheme: string, group: Group): Metrics | undefined =>
    accuracy.left_out[phase][`leave_one_${scheme}_out`]?.[group];
  const lines = PHASES.flatMap((phase) =>
    GROUP_NAMES.filter((group) => group !== 'all').flatMap((group) => {
      const source = of(phase, 'source', group);
      if (!source) return [];
      return [
        row([
          `${phase}: ${GROUP_WORDS[group]}`,
          String(source.n),
          told(source.mdape),
          told(source.p90_ape),
          told(of(phase, 'device', group)?.mdape),
          told(of(phase, 'model', group)?.mdape),
          told(source.coverage80),
          told(accuracy.tester_known[phase][group]?.mdape),
          told(bestPeer(accuracy, phase, group)),
        ]),
      ];
    }),
  );
  const floor = PHASES.map((phase) => {
    const { n, mdape, p90_ape } = accuracy.by_others[phase];
    return row([
      `${phase}: what others measured of the very cell`,
      String(n),
      told(mdape),
      told(p90_ape),
      ...BLANK,
    ]);
  });
  return [
    row([
      'measurements',
      'rows',
      'unseen source',
      '9 of 10 within',
      'unseen device',
      'unseen model',
      '80 % range holds',
      'if the tester were known',
      'best other formula',
    ]),
    '|---|---|---|---|---|---|---|---|---|',
    ...lines,
    ...floor,
    ...Object.entries(OTHERS).map(([name, words]) => otherRow(name, words)),
  ].join('\n');
}

function otherRow(name: string, words: string): string {
  const { report } = parse(readFileSync(`data/calibration/${name}.yaml`, 'utf8')) as {
    readonly report: { readonly speed: Omit<Metrics, 'n'> & { readonly rows: number } };
  };
  const { rows, mdape, p90_ape, coverage80 } = report.speed;
  return row([words, String(rows), told(mdape), told(p90_ape), '', '', told(coverage80), '', '']);
}

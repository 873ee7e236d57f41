import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../src/schema/document.ts';
import { advise } from '../cli/world.ts';

type First = Recommendation['ranked'][number]['system'];
const inGroup =
  (...groups: string[]) =>
  (s: First) =>
    groups.includes(s.group ?? '');
const strix = inGroup('strix-halo-128', 'strix-halo-128-portable', 'strix-halo-96');
const spark = inGroup('gb10-128');
const has = (device: RegExp) => (s: First) => s.devices.some((d) => device.test(d.id));

/**
 * The fifteen decisions that the five founding articles reach, on a day when their prices held. Each is a buyer's
 * situation and what must, or must not, come first; `alternative` is what must lead (or be among) the other answers.
 */
const DECISIONS: readonly {
  who: string;
  args: string;
  day?: string;
  first?: (s: First) => boolean;
  never?: (s: First) => boolean;
  nothing?: boolean;
  alternative?: string[];
}[] = [
  {
    who: 'tunes a 70B under CUDA in one quiet box',
    args: '-w finetune -m llama-3.1-70b --method qlora -b 5000 --os linux --cuda required -p quiet -p turnkey',
    first: spark,
  },
  {
    who: 'asks long documents on a 128 GB box',
    args: '-w rag -m gpt-oss-120b -c 32768 --prompt-tokens 16000 -b 5000 --os linux -p speed -p turnkey',
    first: spark,
  },
  {
    who: 'wants the cheapest 128 GB, on Windows',
    args: '-w chat -m gpt-oss-120b -b 4000 --os windows -p price',
    first: strix,
  },
  {
    who: 'only chats and accepts ROCm',
    args: '-w chat -m gpt-oss-120b -b 5000 --os linux -p price',
    first: strix,
    never: spark,
  },
  {
    who: 'makes images and video',
    args: '-w image,video -b 7000 --cuda preferred -p speed',
    first: has(/^rtx-(5090|4090|pro-[45])/),
  },
  {
    who: 'wants most tokens per dollar, used',
    args: '-w chat -m gpt-oss-120b -b 7000 --os linux --condition any -p speed -p price',
    first: has(/^rtx-3090$/),
  },
  {
    who: 'works on macOS and wants silence',
    args: '-w chat -m qwen3-32b -q Q4_K_M -c 8192 -b 4500 --os macos -p quiet',
    first: has(/^apple-m[45]-max/),
  },
  { who: 'starts small', args: '-w chat -m llama-3.1-8b -b 1700 -p price -p size -p quiet', never: spark },
  {
    who: 'needs more than 128 GB on a Mac',
    args: '-w chat -m qwen3-coder-480b-a35b -q Q4_K_M -b 10500 --os macos',
    day: '2026-01-31',
    first: has(/^apple-m3-ultra/),
  },
  {
    who: 'prototypes for an NVIDIA cluster',
    args: '-w chat -m qwen3-235b-a22b -q Q4_K_M -b 10500 --os linux --cuda required -p turnkey',
    first: (s) => s.kind === 'cluster' && has(/^gb10$/)(s),
  },
  {
    who: 'runs a lab on an open stack',
    args: '-w serving -m qwen3-235b-a22b -q Q4_K_M -u 4 -b 40000 --os linux -p upgradable',
    first: has(/^(radeon-pro-w7900|radeon-ai-pro-r9700|rtx-pro-6000)/),
  },
  {
    who: 'serves an enterprise on one stack',
    args: '-w serving -u 100 -b 120000 --os linux --cuda required -p turnkey -p speed -p quality',
    first: has(/^gb300/),
  },
  {
    who: 'wants a trillion parameters for 4,000',
    args: '-w chat -m kimi-k2.6 -b 4000',
    nothing: true,
    alternative: ['api', 'rent'],
  },
  {
    who: 'plays with a card he owns',
    args: '-w chat -b 4000 -p price --own rtx-3060-12 --tokens-per-day 5000',
    alternative: ['own'],
  },
  { who: 'could wait', args: '-w chat,rag,image -b 4000', first: () => true, alternative: ['wait'] },
];

describe('the founding articles', () => {
  it.each(DECISIONS)('$who', async ({ args, day, first, never, nothing, alternative }) => {
    const run = await advise([...args.split(' '), '--as-of', day ?? '2026-06-30', '--json', '--no-input']);
    const d = JSON.parse(run.stdout) as Recommendation;
    const top = d.ranked[0]?.system;
    if (nothing) {
      expect(top).toBeUndefined();
      expect(run.code).toBe(1);
    }
    if (first) expect(top && first(top), top?.id).toBe(true);
    if (never && top) expect(never(top), top.id).toBe(false);
    if (alternative?.includes('wait')) expect(d.alternatives.map((a) => a.kind)).toContain('wait');
    else if (alternative) expect(alternative).toContain(d.alternatives[0]?.kind);
  });
});

import { describe, expect, it } from 'vitest';
import type { Readings } from '../../src/imports/own/readings.ts';
import { ownSchema } from '../../src/schema/own.ts';
import { MORE } from '../fixtures/configs/more.ts';
import { advise } from './world.ts';

const BLANK: Readings = { os: 'linux', cpu: '', memory_gib: null, product: '', laptop: false, cards: [] };
const card = (name: string, vram_gib: number | null = null, cores: number | null = null) => ({
  name,
  vram_gib,
  cores,
});
/** As drivers and firmware print them. */
const MACHINES = {
  tower: {
    ...BLANK,
    cpu: 'AMD Ryzen 9 7950X 16-Core Processor',
    memory_gib: 62.7,
    cards: [
      card('ASPEED Graphics Family'),
      card('NVIDIA GeForce RTX 3090', 24),
      card('Raphael [Radeon Graphics]', 0.5),
    ],
  },
  lspci: {
    ...BLANK,
    cpu: 'Intel Core i7-13700K',
    memory_gib: 31.1,
    cards: [card('AD104 [GeForce RTX 4070]', 12)],
  },
  pair: {
    ...BLANK,
    cpu: 'AMD EPYC 7302',
    memory_gib: 125.6,
    cards: [card('NVIDIA GeForce RTX 3090', 24), card('NVIDIA GeForce RTX 3090', 24)],
  },
  unequal: {
    ...BLANK,
    cpu: 'AMD Ryzen 7 5800X',
    memory_gib: 64,
    cards: [card('NVIDIA GeForce RTX 3090', 24), card('NVIDIA GeForce RTX 3060', 12)],
  },
  studio: {
    ...BLANK,
    os: 'macos' as const,
    cpu: 'Apple M4 Max',
    memory_gib: 64,
    product: 'Apple Inc. Mac16,9',
    cards: [card('Apple M4 Max', null, 40)],
  },
  macbook: {
    ...BLANK,
    os: 'macos' as const,
    cpu: 'Apple M4 Max',
    memory_gib: 128,
    product: 'Apple Inc. MacBookPro18,2',
    laptop: true,
    cards: [card('Apple M4 Max', null, 40)],
  },
  framework: {
    ...BLANK,
    cpu: 'AMD RYZEN AI MAX+ 395 w/ Radeon 8060S',
    memory_gib: 128,
    product: 'Framework Desktop (AMD Ryzen AI Max 300 Series)',
    cards: [card('Strix Halo [Radeon Graphics / Radeon 8050S Graphics / Radeon 8060S Graphics]', 0.5)],
  },
  halo: {
    ...BLANK,
    os: 'windows' as const,
    cpu: 'AMD RYZEN AI MAX+ 395 w/ Radeon 8060S',
    memory_gib: 127.6,
    cards: [card('AMD Radeon(TM) 8060S Graphics', 96)],
  },
  spark: {
    ...BLANK,
    cpu: 'ARM Cortex-X925',
    memory_gib: 119.7,
    product: 'NVIDIA DGX Spark',
    cards: [card('NVIDIA GB10')],
  },
  laptop: {
    ...BLANK,
    os: 'windows' as const,
    cpu: 'AMD Ryzen 9 7940HS w/ Radeon 780M Graphics',
    memory_gib: 31.3,
    laptop: true,
    product: 'ASUSTeK COMPUTER INC. ROG Zephyrus G14',
    cards: [card('AMD Radeon 780M Graphics', 0.5), card('NVIDIA GeForce RTX 4070 Laptop GPU', 8)],
  },
  server: { ...BLANK, cpu: 'Intel Xeon E5-2680 v4', memory_gib: 251.8, cards: [card('Matrox G200eR2')] },
  future: {
    ...BLANK,
    cpu: 'AMD Ryzen 9 9950X',
    memory_gib: 64,
    cards: [card('NVIDIA GeForce RTX 9999', 64)],
  },
} satisfies Record<string, Readings>;

const own = async (machine: Readings, ...args: string[]) => {
  const run = await advise(['own', '--json', ...args], { machine });
  const document = ownSchema.parse(JSON.parse(run.stdout));
  return { ...run, document };
};

describe('advise own', () => {
  it.each([
    ['a tower, past its display chips', MACHINES.tower, ['rtx-3090', 'ryzen-9-7950x 63GB'], null],
    ['a card by its chip name', MACHINES.lspci, ['rtx-4070', 'core-i7-13700k 31GB'], null],
    ['two equal cards, as a build that has them', MACHINES.pair, ['rig-2x3090', 'pc 126GB'], null],
    [
      'two equal cards of which no build is sold',
      { ...MACHINES.pair, cards: [card('NVIDIA GeForce RTX 3080', 10), card('NVIDIA GeForce RTX 3080', 10)] },
      ['rtx-3080', 'rtx-3080', 'pc 126GB'],
      null,
    ],
    ['two unequal cards', MACHINES.unequal, ['rtx-3090', 'rtx-3060-12', 'ryzen-7-5800x 64GB'], null],
    [
      'a card in a PC whose processor is none we know',
      { ...MACHINES.lspci, cpu: 'Frobnicator 9000' },
      ['rtx-4070', 'pc 31GB'],
      null,
    ],
    ['a Mac Studio by chip and memory', MACHINES.studio, ['mac-studio-m4-max-64'], 'mac-studio-m4-max-64'],
    [
      'a Framework Desktop by its name',
      MACHINES.framework,
      ['framework-desktop-128'],
      'framework-desktop-128',
    ],
    ['a Strix Halo box of nobody in particular', MACHINES.halo, ['strix-halo-128-any'], 'strix-halo-128-any'],
    ['a DGX Spark', MACHINES.spark, ['dgx-spark'], 'dgx-spark'],
    ['a laptop by its card', MACHINES.laptop, ['rtx-4070-laptop'], null],
  ])('recognises %s', async (_, machine, ids, system) => {
    const { code, document } = await own(machine);
    expect(code).toBe(0);
    expect(document.own).toEqual(ids);
    expect(document.system).toBe(system);
    expect(document.runs.length).toBeGreaterThan(0);
    for (const r of document.runs) {
      expect(r.footprint.status).not.toBe('no');
      expect(r.os).toBe(machine.os);
      expect(r.decode_tok_s?.value).toBeGreaterThan(0);
    }
  });

  it('tells cards of one chip apart by their memory, and asks where that says nothing', async () => {
    const chip = 'Navi 31 [Radeon RX 7900 XT/7900 XTX/7900 GRE/7900M]';
    const at = (name: string, gib: number | null) => own({ ...BLANK, cards: [card(name, gib)] });
    expect((await at(chip, 24)).document.own).toEqual(['rx-7900-xtx']);
    expect((await at(chip, 20)).document.own).toEqual(['rx-7900-xt']);
    const open = (await at('Navi 48 [Radeon RX 9070/9070 XT/9070 GRE]', 16)).document;
    expect(open.own).toEqual([]);
    expect(open.missing[0]).toContain('may be Radeon RX 9070 or Radeon RX 9070 XT');
    expect((await at('GA104M [GeForce RTX 3070 Mobile / Max-Q]', 8)).document.own).toEqual([
      'rtx-3070-laptop',
    ]);
  });

  it('takes a MacBook for a laptop', async () => {
    const { document } = await own(MACHINES.macbook);
    expect(document.system).toContain('macbook-pro');
  });

  it('prints the command that advises from here, and that command runs', async () => {
    const { document } = await own(MACHINES.studio);
    expect(document.command).toBe('advise --workload chat --own mac-studio-m4-max-64');
    const next = await advise([...(document.command?.split(' ').slice(1) ?? []), '-b', '4000', '--json']);
    expect(JSON.parse(next.stdout).alternatives[0]).toMatchObject({
      kind: 'own',
      system: 'mac-studio-m4-max-64',
    });
  });

  it('says what was seen and what is missing where it knows nothing', async () => {
    const strange = { ...MACHINES.server, cpu: 'Frobnicator 9000' };
    const none = await advise(['own', '-f', 'plain'], { machine: strange });
    expect(none.code).toBe(1);
    expect(none.stdout).toContain('Frobnicator 9000');
    expect(none.stdout).toContain('nothing we know');
    expect(none.stdout).toContain('advise measure');
    const { document } = await own(MACHINES.future);
    expect(document.missing[0]).toContain('"NVIDIA GeForce RTX 9999" is no card we know');
    expect(document.command).toBeNull();
  });

  it('shows what a processor runs where there is nothing else, and counts it as owned with its memory', async () => {
    const { code, document } = await own(MACHINES.server);
    expect(code).toBe(0);
    expect(document).toMatchObject({ processor: 'xeon-e5-2680-v4', own: ['xeon-e5-2680-v4 252GB'] });
    expect(document.command).toBe("advise --workload chat --own 'xeon-e5-2680-v4 252GB'");
    expect(document.devices.map((d) => d.id)).toEqual(['xeon-e5-2680-v4']);
    expect(document.runs.length).toBeGreaterThan(3);
    for (const r of document.runs) expect(r.backend).toBe('cpu');
  });

  it('counts unequal cards together, and main memory for experts', async () => {
    const { document } = await own(MACHINES.unequal, '-m', 'llama-3.3-70b');
    expect(document.runs[0]?.footprint.usable_gib).toBeGreaterThan(30);
    expect(document.runs[0]?.on.devices.map((d) => d.id)).toEqual(['rtx-3090', 'rtx-3060-12']);
    const experts = await own(MACHINES.tower, '-m', 'gpt-oss-120b');
    expect(experts.document.runs[0]?.footprint.status).toBe('offload');
    expect(experts.document.runs[0]?.decode_tok_s?.value).toBeGreaterThan(5);
  });

  it('answers for the models asked for, from files too, whether they fit or not', async () => {
    const run = await advise(['own', '-m', 'llama-3.3-70b', '-m', './x/config.json', '--json'], {
      machine: MACHINES.laptop,
      files: { './x/config.json': JSON.stringify(MORE['llama-3.2-1b']) },
    });
    const document = ownSchema.parse(JSON.parse(run.stdout));
    expect(document.runs.map((r) => r.footprint.status)).toEqual(['no', 'comfortable']);
  });

  it('reads well in a terminal', async () => {
    const run = await advise(['own'], { machine: MACHINES.tower, tty: true, columns: 80 });
    for (const line of run.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(run.stdout).toContain('That is: GeForce RTX 3090 (rtx-3090, ryzen-9-7950x 63GB).');
    expect(run.stdout).toMatch(/Advice from here: advise --workload chat --own rtx-3090/);
  });

  it('shows names from firmware without their control characters', async () => {
    const evil = { ...BLANK, cpu: 'x\u001b[2J', cards: [card('RTX\u001b]0;y\u0007')] };
    const run = await advise(['own'], { machine: evil });
    expect(run.stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

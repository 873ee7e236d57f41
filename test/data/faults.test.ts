import { describe, expect, it, vi } from 'vitest';
import { collect } from '../../src/catalog/collections.ts';
import { crossCheck } from '../../src/catalog/cross-check.ts';
import { type Base, parseFiles } from '../../src/catalog/files/parse-files.ts';
import { readFolder } from '../../src/catalog/files/read-folder.ts';
import { PHYSICS_CHECKS } from '../../src/checks/physics.ts';
import { DATA } from '../fixtures/built-in-data.ts';

// Every case reads all data files, which on a busy machine takes longer than a test is given otherwise.
vi.setConfig({ testTimeout: 120_000 });

const TODAY = '2026-11-20';
/** No day of the data lies after it, however late they were added. */
const LATEST =
  [TODAY, ...DATA.offers.map((o) => o.observed), ...Object.values(DATA.sources).map((s) => s.date)]
    .sort()
    .at(-1) ?? TODAY;
const below: Base = (folder, id) => {
  const things = folder === 'systems' ? DATA.hand_written : folder === 'models' ? DATA.models : DATA[folder];
  const { id: _, ...profile } = (things[id] ?? {}) as { id?: string };
  return things[id] ? profile : undefined;
};

/** Faults of files laid over the built-in data, as `file:line:column path: message`. */
function faults(files: Record<string, string>, today = TODAY): string[] {
  const raw = Object.entries(files).map(([path, text]) => ({ path, shown: path, text }));
  const all = collect(parseFiles(raw, below), DATA);
  return [...all.problems, ...crossCheck(all, today, PHYSICS_CHECKS)].map(
    (p) => `${p.file}:${p.line}:${p.column} ${p.path}: ${p.message}${p.hint ? ` ${p.hint}` : ''}`,
  );
}
const prices = (...rows: string[]) => ({
  'prices/mine.csv': ['item,config,kind,amount,currency,region,observed,trust,source,note', ...rows].join(
    '\n',
  ),
});
const system = (id: string, ...lines: string[]) => ({ [`systems/${id}.yaml`]: `${lines.join('\n')}\n` });
const model = (id: string, ...lines: string[]) => ({ [`models/${id}.yaml`]: `${lines.join('\n')}\n` });
const speeds = (...rows: string[]) => ({
  'measurements/mine.csv': [
    'device,count,nodes,engine,engine_version,backend,model,quant,phase,tokens,depth,concurrency,tok_s,n,split,date,source,ref,note',
    ...rows,
  ].join('\n'),
});

it('finds nothing wrong with the data as it is', () => {
  expect(faults({})).toEqual([]);
});

it('misses a kind of work that nothing describes, where scoring is at hand to weigh it', () => {
  const { files } = readFolder('data', 'data');
  const without = collect(parseFiles(files.filter(({ path }) => path !== 'workloads/batch.yaml')));
  const said = crossCheck(without, LATEST).filter(({ file }) => file.startsWith('workloads/'));
  expect(said.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    expect.stringMatching(/^workloads\/batch\.yaml: is missing/),
  ]);
});

/** One deliberate fault each: the files, the place, and what must be said. */
type Case = readonly [what: string, files: Record<string, string>, said: RegExp];

describe('references', () => {
  it.each<Case>([
    [
      'a device nobody has, with the nearest',
      system(
        'my-box',
        'name: My box',
        'kind: box',
        'devices:',
        '  - device: rtx-3091',
        '    count: 1',
        'memory_gb: 24',
        'os: [linux]',
        'form:',
        '  class: tower',
        'setup: install',
        'upgrade: gpu',
        'sources:',
        '  default: [nvidia-docs-dgx-spark]',
      ),
      /^systems\/my-box\.yaml:4:13 devices\.0\.device: no device "rtx-3091" Did you mean "rtx-3090"\?$/,
    ],
    [
      'a part nobody sells',
      system('dgx-spark-x2', 'parts:', '  - item: dgx-sparc', '    count: 2'),
      /^systems\/dgx-spark-x2\.yaml:2:11 parts\.0\.item: no system, device or part "dgx-sparc"/,
    ],
    [
      'a predecessor nobody knows',
      system('dgx-spark-64', 'succeeds:', '  - dgx-sparky'),
      /^systems\/dgx-spark-64\.yaml:2:5 succeeds\.0: no system "dgx-sparky"/,
    ],
    [
      'a host that a recipe names',
      {
        'rigs.yaml':
          'rigs:\n  - card: rtx-3090\n    counts: [1]\n    hosts: [am6-32]\n    source: rig-recipes\n',
      },
      /^rigs\.yaml:2:5 rigs\.0: rig-1x-rtx-3090: no host "am6-32"$/,
    ],
    [
      'a tensor type',
      {
        'quants.yaml':
          'tensor_types: {}\nquants:\n  mine:\n    name: Mine\n    class: k\n    engines: [llama.cpp]\n    bits_per_weight: 4\n    mixture:\n      default: Q4_X\n    quality_loss: 5\n    sources: [arxiv-2411-02355]\n',
      },
      /^quants\.yaml:9:16 quants\.mine\.mixture\.default: no tensor type "Q4_X"/,
    ],
    [
      'what a misnomer means',
      { 'misnomers.yaml': 'misnomers:\n  Spark Ultra:\n    meant: [dgx-sparx]\n    note: None.\n' },
      /^misnomers\.yaml:3:13 misnomers\.Spark Ultra\.meant\.0: no model, system or device "dgx-sparx"/,
    ],
    [
      'a source of a section',
      system('dgx-spark', 'sources:', '  power:', '    - nobody-said-so'),
      /^systems\/dgx-spark\.yaml:3:7 sources\.power\.0: no source "nobody-said-so"/,
    ],
    [
      'a source of a single figure',
      system(
        'dgx-spark',
        'usable_memory:',
        '  - os: linux',
        '    gib: 100',
        '    source: my-feeling',
        'claims: []',
      ),
      /^systems\/dgx-spark\.yaml:4:13 usable_memory\.0\.source: no source "my-feeling"/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));
});

describe('names', () => {
  it.each<Case>([
    [
      'one name for two machines, however it is spaced',
      system('gmktec-evo-x3', 'aliases:', '  - GMKtec EVO-X3', '  - Nvidia DGX-Spark'),
      /^systems\/gmktec-evo-x3\.yaml:3:5 aliases\.1: "Nvidia DGX-Spark" already names "dgx-spark" A name must lead to one thing\.$/,
    ],
    [
      'a family that is a letter away from another',
      { 'devices/rtx-5070.yaml': 'family: blackwel-geforce\n' },
      /^devices\/rtx-5070\.yaml:1:9 family: "blackwel-geforce" has no other device Did you mean "blackwell-geforce"\?$/,
    ],
    [
      'a misnomer that is somebody’s name',
      { 'misnomers.yaml': 'misnomers:\n  DGX Spark:\n    meant: [dgx-spark]\n    note: It exists.\n' },
      /^misnomers\.yaml:3:5 misnomers\.DGX Spark: is a name of "dgx-spark"/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));
});

describe('claims', () => {
  const claim = (...lines: string[]) => system('asus-ascent-gx10', 'claims:', ...lines);
  it.each<Case>([
    [
      'about a figure that is not stated',
      claim(
        '  - field: power.peak_w',
        '    value: 240',
        '    kind: vendor',
        '    source: nvidia-docs-dgx-spark',
        '    date: 2026-01-01',
      ),
      /:2:12 claims\.0\.field: "power\.peak_w" is no figure of this file/,
    ],
    [
      'whose better reading is not the one stated',
      claim(
        '  - field: memory_gb',
        '    value: 128',
        '    kind: review',
        '    source: nvidia-docs-dgx-spark',
        '    date: 2026-01-01',
        '  - field: memory_gb',
        '    value: 120',
        '    kind: measured',
        '    source: nvidia-docs-dgx-spark',
        '    date: 2025-01-01',
      ),
      /memory_gb: is 128, but the claims' rule picks 120 \(measured, 2025-01-01\) State the picked value/,
    ],
    [
      'that set the rule aside without a word',
      claim(
        '  - field: memory_gb',
        '    value: 128',
        '    kind: forum',
        '    source: nvidia-docs-dgx-spark',
        '    date: 2026-01-01',
        '    chosen: true',
      ),
      /:7:13 claims\.0\.chosen: a choice against the rule needs a note Say why\./,
    ],
    [
      'made tomorrow',
      claim(
        '  - field: memory_gb',
        '    value: 128',
        '    kind: vendor',
        '    source: nvidia-docs-dgx-spark',
        '    date: 2026-11-21',
      ),
      /:6:11 claims\.0\.date: 2026-11-21 is in the future/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));
});

describe('dates', () => {
  it.each<Case>([
    [
      'a release to come',
      system('dgx-spark-64', 'released: 2027-01'),
      /^systems\/dgx-spark-64\.yaml:1:11 released: 2027-01 is in the future/,
    ],
    [
      'a release on no day of the calendar',
      system('dgx-spark-64', 'released: 2026-02-30'),
      /^systems\/dgx-spark-64\.yaml:1:11 released: no such day in the calendar$/,
    ],
    [
      'a source of a month that no year has',
      { 'sources/mine.yaml': 'mine:\n  title: Mine\n  date: 2026-13\n  kind: forum\n' },
      /^sources\/mine\.yaml:3:9 mine\.date: no such day in the calendar$/,
    ],
    [
      'an end to come',
      system('gmktec-evo-x2-64', 'ended: 2026-12-31'),
      /^systems\/gmktec-evo-x2-64\.yaml:1:8 ended: 2026-12-31 is in the future/,
    ],
    [
      'an end before the release',
      system('gmktec-evo-x2-64', 'released: 2026-05', 'ended: 2026-04-30'),
      /:2:8 ended: ended on 2026-04-30, before its release on 2026-05$/,
    ],
    [
      'a release before the announcement',
      system('amd-ryzen-ai-halo', 'announced: 2026-07'),
      /:1:12 announced: announced on 2026-07, after its release on 2026-06-13$/,
    ],
    [
      'a source of tomorrow',
      { 'sources/mine.yaml': 'mine:\n  title: Mine\n  date: 2026-11-21\n  kind: forum\n' },
      /^sources\/mine\.yaml:3:9 date: 2026-11-21 is in the future/,
    ],
    [
      'a price of tomorrow',
      prices('dgx-spark,,list,5000,USD,US,2026-11-21,ok,nvidia-marketplace-2026-10,'),
      /^prices\/mine\.csv:2:29 observed: 2026-11-21 is in the future/,
    ],
    [
      'a price without a day',
      prices('dgx-spark,,list,5000,USD,US,,ok,nvidia-marketplace-2026-10,'),
      /^prices\/mine\.csv:2:29 observed: a date is written YYYY-MM-DD/,
    ],
    [
      'a measurement of tomorrow',
      speeds(
        'gb10,1,1,llama.cpp,,cuda,llama-3.1-8b,q4_k_m,decode,128,0,1,30,1,none,2026-11-21,lhl-strix-halo-2025-08,,',
      ),
      /^measurements\/mine\.csv:2:71 date: 2026-11-21 is in the future/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));

  it('today is still fine, and so is the running month', () => {
    expect(faults(prices(`dgx-spark,,list,6950,USD,US,${TODAY},ok,nvidia-marketplace-2026-10,`))).toEqual([]);
    expect(faults(system('dgx-spark-64', 'released: 2026-11'))).toEqual([]);
  });
});

describe('offers', () => {
  const source = 'alpamayo-hardware-survey-2026-09';
  it.each<Case>([
    [
      'of nothing known',
      prices(`dgx-spork,,list,5000,USD,US,2026-10-01,ok,${source},`),
      /:2:1 item: no such item "dgx-spork" Did you mean "dgx-spark"\?$/,
    ],
    [
      'from nowhere',
      prices('dgx-spark,,list,5000,USD,US,2026-10-01,ok,hearsay,'),
      /:2:43 source: no source "hearsay"/,
    ],
    [
      'by the hour of a box',
      prices(`dgx-spark,,cloud-hourly,2,USD,US,2026-10-01,ok,${source},`),
      /:2:12 kind: cloud-hourly is no price of "dgx-spark" Known: list, street, used\.$/,
    ],
    [
      'told twice',
      prices(
        `dgx-spark,a,street,6950,USD,US,2026-10-10,ok,${source},`,
        `dgx-spark,a,street,6950,USD,US,2026-10-10,ok,${source},again`,
      ),
      /:3:1 item: the same price from the same source is there twice/,
    ],
    [
      'of used goods at a new price',
      prices(`rtx-3090,"used, eBay",street,1200,USD,US,2026-10-01,ok,${source},`),
      /:2:23 kind: "used, eBay" is street, the price of new goods Its kind is "used"\.$/,
    ],
    [
      'before the machine existed',
      prices(`amd-ryzen-ai-halo,,street,3000,USD,US,2026-05-01,ok,${source},`),
      /:2:39 observed: amd-ryzen-ai-halo was not released before 2026-06-13/,
    ],
    [
      'after its last day',
      prices(`mac-studio-m4-max-36,,list,2499,USD,US,2026-10-01,ok,${source},`),
      /:2:23 kind: mac-studio-m4-max-36 ended on 2026-08-25 and has a list price of 2026-10-01/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));

  it('lets evidence stand: doubtful prices, used ones after the end, list prices between announcement and release', () => {
    expect(
      faults(
        prices(
          `mac-studio-m4-max-36,,list,2499,USD,US,2026-10-01,doubtful,${source},`,
          `mac-studio-m4-max-36,,used,1900,USD,US,2026-10-01,ok,${source},`,
          `mac-studio-m5-max-36,,list,2499,USD,US,2026-08-30,ok,${source},`,
        ),
      ),
    ).toEqual([]);
  });
});

describe('figures that contradict each other', () => {
  it.each<Case>([
    [
      'memory and devices',
      system('dgx-station-gb300', 'memory_gb: 288', 'claims: []'),
      /:1:12 memory_gb: is 288, but its devices have 252 GB$/,
    ],
    [
      'memory and the sizes of its chip',
      system('mac-mini-m4-24', 'memory_gb: 20', 'usable_memory: []'),
      /:1:12 memory_gb: 20 GB is no size that apple-m4-10 is sold with/,
    ],
    [
      'usable and nominal memory',
      system('asus-ascent-gx10', 'usable_memory:', '  - os: linux', '    gib: 130', '    source: gpud-1170'),
      /:3:10 usable_memory\.0\.gib: 130 GiB are usable of 128 GB$/,
    ],
    [
      'usable memory under a system it does not run',
      system('asus-ascent-gx10', 'usable_memory:', '  - os: macos', '    gib: 100', '    source: gpud-1170'),
      /:2:9 usable_memory\.0\.os: "macos" is not among its systems: linux$/,
    ],
    [
      'idle and load',
      system('dgx-spark-64', 'power:', '  idle_w: 200', '  load_w: 138', '  max_w: 240'),
      /:2:11 power\.idle_w: idle_w is 200, above load_w, 138$/,
    ],
    [
      'a quiet one that is not',
      system('asus-ascent-gx10', 'form:', '  class: mini-desktop', '  noise_dba: 44'),
      /^systems\/asus-ascent-gx10\.yaml:1:1 traits\.0: is called quiet at 44 dB\(A\)$/,
    ],
    [
      'two words for its noise',
      system('asus-ascent-gx10', 'traits:', '  - soldered-memory', '  - quiet', '  - loud'),
      /^systems\/asus-ascent-gx10\.yaml:4:5 traits\.2: is called both quiet and loud$/,
    ],
    [
      'idle and the limit of a card',
      { 'devices/rtx-3090.yaml': 'power:\n  idle_w: 400\n' },
      /^devices\/rtx-3090\.yaml:2:11 power\.idle_w: idles at 400 W, above its limit of 350 W$/,
    ],
  ])('%s', (_what, files, said) => expect(faults(files)).toEqual([expect.stringMatching(said)]));
});

describe('architectures', () => {
  it.each<Case>([
    [
      'whose layers do not add up',
      model('llama-3.1-8b', 'architecture:', '  layers: 33'),
      /^models\/llama-3\.1-8b\.yaml:2:11 architecture\.layers: is 33, but the groups of layers add up to 32$/,
    ],
    [
      'that leave out what their layers need',
      model(
        'llama-3.1-8b',
        'architecture:',
        '  attention:',
        '    - kind: sliding',
        '      count: 32',
        '      heads: 32',
        '      kv_heads: 8',
        '      head_dim: 128',
      ),
      /:3:7 architecture\.attention\.0: sliding layers need window$/,
    ],
    [
      'whose heads cannot be shared',
      model(
        'llama-3.1-8b',
        'architecture:',
        '  attention:',
        '    - kind: full',
        '      count: 32',
        '      heads: 32',
        '      kv_heads: 7',
        '      head_dim: 128',
      ),
      /:6:17 architecture\.attention\.0\.kv_heads: 32 heads do not divide by 7$/,
    ],
    [
      'with more active than there is',
      model('llama-3.1-8b', 'params_active_b: 9'),
      /:1:18 params_active_b: 9 is more than the total, 8\.03/,
    ],
    [
      'that give another count',
      model('llama-3.1-8b', 'params_total_b: 8.5'),
      /:1:17 params_total_b: is 8\.5, but the architecture has 8\.030 \(-5\.5 %\) Correct one of them/,
    ],
    [
      'explained without need',
      model('llama-3.1-8b', 'params_note: It has adapters.'),
      /:1:14 params_note: explains a difference that is not there Leave it out\.$/,
    ],
  ])('%s', (_what, files, said) =>
    expect(faults(files)).toEqual(expect.arrayContaining([expect.stringMatching(said)])),
  );

  it('lets an explained count stand', () => {
    expect(faults(model('llama-3.1-8b', 'params_total_b: 8.5', 'params_note: With an adapter.'))).toEqual([]);
  });
});

describe('what physics forbids', () => {
  const at = (tok_s: number, note = '') =>
    speeds(
      `gb10,1,1,llama.cpp,,cuda,llama-3.1-8b,f16,decode,128,0,1,${tok_s},1,none,2026-01-01,lhl-strix-halo-2025-08,,${note}`,
    );
  const size = (gb: number, note = '') => ({
    'sizes/mine.csv': `model,quant,gb,digits,publisher,source,note\nllama-3.1-8b,q4_k_m,${gb},3,me,canirun-ollama-library,${note}\n`,
  });

  it('a decode faster than the memory', () => {
    expect(faults(at(15))).toEqual([]);
    expect(faults(at(25))).toEqual([
      expect.stringMatching(
        /^measurements\/mine\.csv:2:58 tok_s: 25 tok\/s reads 1\.37 x the memory bandwidth of gb10 Leave the row out/,
      ),
    ]);
    expect(faults(at(25, 'above the roofline: speculative'))).toEqual([]);
  });

  it('counts every card that reads its share at the same time', () => {
    const on = (split: string) =>
      speeds(
        `gb10,2,2,vllm,,cuda,llama-3.1-8b,bf16,decode,128,0,1,25,1,${split},2026-01-01,lhl-strix-halo-2025-08,,`,
      );
    expect(faults(on('tensor'))).toEqual([]);
    expect(faults(on('layer'))).toHaveLength(1);
  });

  it('a file size that no mix of its format explains', () => {
    expect(faults(size(4.92))).toEqual([]);
    expect(faults(size(8.54))).toEqual([
      expect.stringMatching(
        /^sizes\/mine\.csv:2:21 gb: 8\.54 GB, but llama-3\.1-8b in q4_k_m takes about 4\.92 GB/,
      ),
    ]);
    expect(faults(size(8.54, 'with projector'))).toEqual([]);
  });
});

describe('a file with a fault of its own', () => {
  /** The built-in folder with one word replaced: what is complained about. */
  function broken(path: string, word: string, by: string): string[] {
    const files = readFolder('data', 'data').files.filter((f) => !f.path.startsWith('measurements'));
    const text = files.find((f) => f.path === path)?.text ?? '';
    expect(text).toContain(word);
    const all = collect(
      parseFiles(files.map((f) => (f.path === path ? { ...f, text: f.text.replace(word, by) } : f))),
    );
    return [...all.problems, ...crossCheck(all, LATEST, PHYSICS_CHECKS)].map((p) => `${p.file} ${p.message}`);
  }

  it.each([
    ['sources/prices.yaml', 'kind:', 'knd:'],
    ['sources/prices.yaml', 'kind: ', 'kind: ['],
    ['devices/rtx-3090.yaml', 'family:', 'famly:'],
    ['hosts/am5-64.yaml', 'name:', 'nam:'],
    ['models/llama-3.1-8b.yaml', 'family:', 'famly:'],
    ['systems/dgx-spark.yaml', 'memory_gb:', 'memory_gib:'],
    ['quants.yaml', 'aliases:', 'aliasses:'],
    ['parts.yaml', 'kind:', 'knd:'],
  ])('%s (%s -> %s) is all that is complained about', (path, word, by) => {
    const said = broken(path, word, by);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((line) => !line.startsWith(`data/${path} `))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { CATALOG, DATA } from '../fixtures/built-in-data.ts';

/** Figures on which the evidence disagrees: where they stand, what is used, and the readings that stay visible. */
const FIGURES: readonly (readonly [string, string, number, readonly number[]])[] = [
  ['devices/gb10', 'compute.fp16_acc32_tflops', 125, [100, 67, 62]],
  ['devices/gb300-station', 'memory.capacity_gb', 252, [288]],
  ['devices/gb300-station', 'memory.bandwidth_gb_s', 7100, [8000]],
  ['devices/gb300-station', 'links.nvlink_gb_s', 900, [1800]],
  ['devices/b200', 'memory.bandwidth_gb_s', 8000, [7700]],
  ['devices/h200-nvl', 'compute.fp8_acc32_tflops', 1671, [1570]],
  ['devices/rtx-pro-6000-ws', 'memory.bandwidth_gb_s', 1792, [1500]],
  ['devices/radeon-pro-vega-ii', 'memory.bandwidth_gb_s', 1024, [825.3]],
  ['devices/radeon-ai-pro-r9700', 'compute.int8_tops', 383, [766]],
  ['devices/tenstorrent-p150a', 'compute.gpu_cores', 140, [120]],
  ['devices/threadripper-pro-9995wx', 'memory.bandwidth_gb_s', 409.6, [460]],
  ['devices/rtx-5060-ti-16', 'links.pcie_lanes', 8, [16]],
  ['systems/dgx-station-gb300', 'memory_gb', 252, [288]],
  ['systems/dgx-spark', 'usable_memory.0.gib', 115, [119.7, 121.7]],
  ['systems/dgx-spark', 'power.idle_w', 22, [42.5]],
  ['models/mistral-large-3-675b', 'params_active_b', 39.9468, [41, 22]],
  ['models/mistral-large-2407', 'architecture.layers', 88, [64]],
  ['models/mistral-large-2407', 'architecture.attention.0.heads', 96, [48]],
  ['models/glm-4-32b-0414', 'architecture.layers', 61, [64]],
  ['models/glm-4-32b-0414', 'architecture.attention.0.kv_heads', 2, [8]],
  ['models/gpt-oss-120b', 'params_total_b', 116.8292, [116.8, 120.41]],
  ['models/gpt-oss-20b', 'params_total_b', 20.9148, [20.9, 21.51]],
  ['models/qwen3.8-flash-next', 'params_total_b', 176.2703, [176, 177, 180]],
  ['models/ling-3.0-flash', 'params_active_b', 5.5055, [5.1, 5.5]],
  ['models/muse-glimmer-30b', 'params_total_b', 27.8541, [29.6]],
];

describe('contradictions about figures', () => {
  it.each(FIGURES)('%s %s is %d, though others say otherwise', (key, field, used, others) => {
    const [folder, id = ''] = key.split('/') as ['devices' | 'systems' | 'models', string];
    const thing = CATALOG[folder][id];
    const readings = thing?.claims.filter((c) => c.field === field).map((c) => c.value) ?? [];
    const stated = field.split('.').reduce<unknown>((v, k) => (v as Record<string, unknown>)[k], thing);
    expect(stated).toBe(used);
    expect(readings).toContain(used);
    for (const other of others) expect(readings).toContain(other);
  });
});

/** Prices that contradict each other: both stand as observations; the one not believed is marked. */
const PRICES: readonly (readonly [item: string, believed: number, not: number])[] = [
  ['dgx-spark', 6950, 6000],
  ['dgx-spark', 3999, 3000],
  ['dgx-spark-x2-64', Number.NaN, 8000],
  ['gb10-oem-any', 8200, Number.NaN],
  ['asus-ascent-gx10', 5999, 6999],
  ['framework-desktop-128', 3449, 2599],
  ['minisforum-ms-s1-max', 3799, 2799],
  ['beelink-gtr9-pro', 4349, 1900],
  ['gmktec-evo-x2-128', 3499.99, 2799],
  ['macbook-pro-14-m5-max-128', 7349, 4999],
  ['mac-studio-m3-ultra-96', 3999, 4969],
  ['mac-studio-m5-ultra-256', 10799, 18299],
  ['mac-studio-m5-ultra-256', 11300, 12299],
  ['mac-studio-m5-ultra-512', Number.NaN, 9500],
  ['mac-studio-m5-max-64', 3499, 3099],
  ['mac-mini-m5-pro-64', 2899, 2699],
  ['macbook-pro-14-m5', 1999, 1699],
  ['rtx-4090', 2500, 900],
  ['rtx-a6000', 2600, 1200],
  ['rtx-6000-ada', 7000, 3500],
  ['rtx-5090', 5258, 2019],
  ['rtx-5090', 3173, 2873],
  ['rtx-5090', 3897, 3254],
  ['rtx-pro-5000-72', 8799, 13136],
  ['rtx-pro-6000-ws', 16000, 7999],
  ['cpu-threadripper-pro-7995wx', 9999, 11999],
  ['cloud:h100-sxm', 2.69, 4.76],
  ['cloud:a100-80', 1.39, 2.45],
];

describe('contradictions about prices', () => {
  it.each(PRICES)('%s: %d counts, %d is shown', (item, believed, not) => {
    const offers = DATA.offers.filter((o) => o.item === item);
    if (!Number.isNaN(believed))
      expect(offers).toContainEqual(expect.objectContaining({ amount: believed, trust: 'ok' }));
    if (!Number.isNaN(not))
      expect(offers).toContainEqual(expect.objectContaining({ amount: not, trust: 'doubtful' }));
  });

  it('say why a price is not believed', () => {
    const silent = DATA.offers.filter((o) => o.trust === 'doubtful' && o.note === '');
    expect(silent.map((o) => `${o.item} ${o.amount} ${o.observed}`)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { deriveDemand } from '../../../../src/recommend/need.ts';
import { makePlans, memoryOf } from '../../../../src/recommend/perform/memory.ts';
import { setupsFor } from '../../../../src/recommend/setups/setups.ts';
import { mini, said, systemOf } from '../../../fixtures/mini-catalog.ts';

describe('whether part of the cards would do', () => {
  /** A 32B in a format of about 19, 34 or 62 GB on so many cards with 24 GB. */
  const alone = (quant: string, count: number) => {
    const model = mini.models['dense-32b'];
    const format = Object.values(mini.quants).find((q) => q.name === quant);
    const system = {
      ...systemOf('tower-2x24'),
      devices: [{ device: 'card-24', count }],
      memory_gb: 24 * count,
    };
    const setup = setupsFor({ system, os: ['linux'], purpose: 'text', users: 1 }, mini).find(
      (s) => s.engine === 'llama.cpp',
    );
    const [need] = deriveDemand(said({ context: 4096 }), mini).needs;
    if (model?.kind !== 'text' || !format || !setup || !need) throw new Error('nothing to ask about');
    return memoryOf(makePlans(mini)(model, format, setup.engine), need, setup, mini).alone();
  };

  it('is asked of one of two, where half of them is one', () => {
    expect(alone('Q4_K_M', 2)).toMatchObject({ fits_one_device: true, fits_half_devices: true });
    expect(alone('Q8_0', 2)).toMatchObject({ fits_one_device: false, fits_half_devices: false });
  });
  it('is asked of two of four, although one is too small', () => {
    expect(alone('Q8_0', 4)).toMatchObject({ fits_one_device: false, fits_half_devices: true });
    expect(alone('BF16', 4)).toMatchObject({ fits_one_device: false, fits_half_devices: false });
  });
  it('is asked of one of three: two are more than half', () => {
    expect(alone('Q8_0', 3)).toMatchObject({ fits_one_device: false, fits_half_devices: false });
    expect(alone('Q4_K_M', 3)).toMatchObject({ fits_one_device: true, fits_half_devices: true });
  });
});

import type { System } from '../../schema/system.ts';
import { DEVICE_PLACES } from '../../schema/vocabulary.ts';
import type { Collections } from '../collections.ts';
import type { Check, Complaints } from './complaints.ts';

/** Figures of one machine agree with each other and with its devices. */
export const checkFigures: Check = (all, complain) => {
  for (const [id, device] of Object.entries(all.devices)) {
    const { idle_w, limit_w } = device.power;
    if (idle_w !== undefined && limit_w !== undefined && idle_w > limit_w)
      complain.at(
        `devices/${id}`,
        ['power', 'idle_w'],
        `idles at ${idle_w} W, above its limit of ${limit_w} W`,
      );
    if (device.kind === 'cpu' && device.stands_in === undefined)
      complain.at(
        `devices/${id}`,
        ['kind'],
        'is a processor and does not say what it stands in',
        `Add stands_in: ${DEVICE_PLACES.join(', ')}.`,
      );
  }
  for (const [id, system] of Object.entries(all.hand_written)) {
    checkPower(`systems/${id}`, system.power, complain);
    checkMemory(`systems/${id}`, system, all, complain);
    checkNoise(`systems/${id}`, system, complain);
    for (const [i, usable] of system.usable_memory.entries())
      if (!system.os.includes(usable.os))
        complain.at(
          `systems/${id}`,
          ['usable_memory', i, 'os'],
          `"${usable.os}" is not among its systems: ${system.os.join(', ')}`,
        );
  }
};

function checkPower(key: string, power: System['power'], complain: Complaints): void {
  const order = ['idle_w', 'load_w', 'max_w'] as const;
  for (const [i, low] of order.entries())
    for (const high of order.slice(i + 1)) {
      const [less, more] = [power[low], power[high]];
      if (less !== undefined && more !== undefined && less > more)
        complain.at(key, ['power', low], `${low} is ${less}, above ${high}, ${more}`);
    }
}

/** The loudest that each word may stand for, dB(A) under load. */
const LOUDEST = { silent: 30, quiet: 40, loud: Number.POSITIVE_INFINITY } as const;

function checkNoise(key: string, { traits, form }: System, complain: Complaints): void {
  const words = traits.flatMap((trait) => (trait in LOUDEST ? [trait as keyof typeof LOUDEST] : []));
  const at = (word: string) => ['traits', traits.indexOf(word as System['traits'][number])];
  const [word, other] = words;
  if (word && other) complain.at(key, at(other), `is called both ${word} and ${other}`);
  if (word && (form.noise_dba ?? 0) > LOUDEST[word])
    complain.at(key, at(word), `is called ${word} at ${form.noise_dba} dB(A)`);
}

/** Memory as sold is what the devices carry, or a size that their chip is sold with; usable is never more than that. */
function checkMemory(key: string, system: System, all: Collections, complain: Complaints): void {
  const devices = system.devices.flatMap((d) => {
    const device = all.devices[d.device];
    return device ? [{ ...d, memory: device.memory }] : [];
  });
  const cards = devices.filter((d) => d.memory.kind === 'vram');
  const sum = cards.reduce((gb, d) => gb + (d.memory.capacity_gb ?? Number.NaN) * d.count, 0);
  if (cards.length > 0 && cards.length === devices.length && !Number.isNaN(sum) && sum !== system.memory_gb)
    complain.at(key, ['memory_gb'], `is ${system.memory_gb}, but its devices have ${sum} GB`);
  const [only] = devices;
  const sizes = devices.length === 1 && only?.memory.kind === 'unified' ? only.memory.sizes_gb : undefined;
  const each = system.memory_gb / (only?.count ?? 1);
  if (sizes && !sizes.includes(each))
    complain.at(
      key,
      ['memory_gb'],
      `${each} GB is no size that ${only?.device} is sold with: ${sizes.join(', ')}`,
    );
  for (const [i, { gib }] of system.usable_memory.entries())
    if (gib > system.memory_gb)
      complain.at(key, ['usable_memory', i, 'gib'], `${gib} GiB are usable of ${system.memory_gb} GB`);
}

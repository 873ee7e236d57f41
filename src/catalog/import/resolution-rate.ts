import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import { thousandths } from '../../units/statistics.ts';
import type { DropReason } from './import-rows.ts';

const NAME_KINDS = { unknown_device: 'devices', unknown_model: 'models', unknown_quant: 'quants' } as const;
export type NameKind = (typeof NAME_KINDS)[keyof typeof NAME_KINDS];

/** Which name a row failed at, null when it failed at something else. */
export const nameKind = (reason: DropReason): NameKind | null =>
  reason in NAME_KINDS ? NAME_KINDS[reason as keyof typeof NAME_KINDS] : null;

/** Of the plain rows of one device that name such a thing, how many were understood. */
interface Share {
  readonly named: number;
  readonly share: number;
}
export type Resolution = Record<NameKind, Share>;

const NOT_STATED = /^$|not (?:stated|noted)|unknown|default tag|quant not in/i;

/** Counts, over plain rows of one device, how far the names were understood: device, then model, then quant. */
export function resolutionCounter() {
  const counts = {
    devices: { named: 0, known: 0 },
    models: { named: 0, known: 0 },
    quants: { named: 0, known: 0 },
  };
  const order: readonly NameKind[] = ['devices', 'models', 'quants'];
  return {
    see(row: RawMeasurement, failedAt: NameKind | null): void {
      if (row.device_count > 1 || row.device.includes(' + ')) return;
      for (const kind of order) {
        if (kind === 'quants' && NOT_STATED.test(row.quant)) return;
        counts[kind].named++;
        if (kind === failedAt) return;
        counts[kind].known++;
      }
    },
    result(): Resolution {
      const shares = order.map((kind) => {
        const { named, known } = counts[kind];
        return [kind, { named, share: named > 0 ? thousandths(known / named) : 1 }];
      });
      return Object.fromEntries(shares) as Resolution;
    },
  };
}

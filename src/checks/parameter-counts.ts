import type { Check } from '../catalog/checks/complaints.ts';
import { activeParameters, parameterBreakdown } from '../perf/model-parameters.ts';
import { fromBillions, inBillions } from '../units/units.ts';

/** A count recomputed from the shapes may differ by this before the difference needs an explanation. */
const TOLERANCE = 0.01;

/** Stated parameter counts are those of the architecture, or `params_note` says why not. */
export const checkParameterCounts: Check = (all, complain) => {
  for (const [id, model] of Object.entries(all.models)) {
    const parts = parameterBreakdown(model);
    const active = activeParameters(model);
    if (!parts || active === null) continue;
    const fault = (field: 'params_total_b' | 'params_active_b', counted: number) => {
      const off = counted / fromBillions(model[field]) - 1;
      if (Math.abs(off) <= TOLERANCE) return false;
      if (model.params_note === undefined)
        complain.at(
          `models/${id}`,
          [field],
          `is ${model[field]}, but the architecture has ${inBillions(counted).toPrecision(4)} (${percent(off)})`,
          'Correct one of them, or say in `params_note` why they differ.',
        );
      return true;
    };
    const off = [fault('params_total_b', parts.total), fault('params_active_b', active)];
    if (model.params_note !== undefined && !off.includes(true))
      complain.at(
        `models/${id}`,
        ['params_note'],
        'explains a difference that is not there',
        'Leave it out.',
      );
  }
};

const percent = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;

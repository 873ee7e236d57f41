import type { Observation } from '../calibration/observation.ts';

const plain = (o: Observation) => o.job.offload.kind === 'none';
const single = (o: Observation) => plain(o) && o.machine.count === 1 && o.job.users === 1;
const moe = (o: Observation) => o.shape.experts > 0;
/** What the accuracy table calls deep. */
const DEEP_ROW_TOKENS = 16_384;
const deep = (o: Observation) => o.measurement.depth >= DEEP_ROW_TOKENS;

/** Groups for which accuracy is reported. All but the last four are one stream on one device, nothing in host memory. */
export const GROUPS = {
  single_stream: single,
  dense: (o: Observation) => single(o) && !moe(o),
  moe: (o: Observation) => single(o) && moe(o),
  deep: (o: Observation) => single(o) && deep(o),
  several_devices: (o: Observation) => plain(o) && o.machine.count > 1 && o.job.users === 1,
  concurrent: (o: Observation) => plain(o) && o.job.users > 1,
  offload: (o: Observation) => !plain(o),
  all: () => true,
} as const satisfies Record<string, (o: Observation) => boolean>;
export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as readonly Group[];

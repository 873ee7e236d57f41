import type { Check } from '../catalog/checks/complaints.ts';
import { checkFileSizes } from './file-sizes.ts';
import { checkParameterCounts } from './parameter-counts.ts';
import { checkRoofline } from './roofline.ts';

/** Checks of data against the physics of `perf/`, which the catalogue layer does not know. */
export const PHYSICS_CHECKS: readonly Check[] = [checkParameterCounts, checkFileSizes, checkRoofline];

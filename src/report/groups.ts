import { foldAlike, type Line } from '../recommend/alike-rows.ts';
import type { Recommendation } from '../schema/document.ts';

export type { Line };

/** The lines of an answer: one per real alternative. */
export const foldTwins = (document: Recommendation): Line[] => foldAlike(document.ranked);

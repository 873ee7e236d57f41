import { type Scoring, scoringSchema } from '../../../src/schema/scoring.ts';
import { readYaml } from '../../data/read-yaml.ts';

/** The real `data/scoring.yaml`: laws must hold for what ships. */
export const shipped: Scoring = scoringSchema.parse(readYaml('scoring.yaml'));

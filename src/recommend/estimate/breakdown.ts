import { type Calibration, parametersAt } from '../../perf/speed/calibration.ts';
import { DECODE_TERMS, decodeIdeal } from '../../perf/speed/decode-terms.ts';

import { textModelIndex } from '../../answers/name-index.ts';
import { measuredCell } from '../../catalog/import/measurement-of.ts';
import { earliestDay, settingsOf } from '../../catalog/import/row-notes.ts';
import {
  includesPrefill,
  promptTokens,
  saysWholeRequest,
} from '../../catalog/measurements/cleaning-notes.ts';
import { isSkipped, judgeRow } from '../../catalog/measurements/judge-row.ts';
import type { ResolvedRow } from '../../catalog/measurements/resolve-row.ts';
import { devicesLeftOpen } from '../../catalog/names/left-open.ts';
import { nearestNames } from '../../catalog/names/nearest.ts';
import type { UnknownName } from '../../catalog/names/resolution.ts';
import { type Observation, observe } from '../../perf/calibration/observation.ts';
import { textCalibration } from '../../perf/calibrations.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { Measurement } from '../../schema/measurement.ts';
import type { TextModel } from '../../schema/model.ts';
import type { RawMeasurement } from '../../schema/raw-measurement.ts';
import type { Backend } from '../../schema/vocabulary.ts';

/** A row as the speed model sees it, or why it cannot be predicted. */
export type SpeedRow =
  | { readonly at: ResolvedRow; readonly observed: Observation; readonly prompts: Prompts | null }
  | SkippedRow;

/** The same for a row of our own tables, which hold no rates over whole requests. */
export type StoredRow = { readonly observed: Observation; readonly prompts: null } | SkippedRow;

/** Why a row cannot be predicted; with the name, where one is unknown. */
export interface SkippedRow {
  readonly skipped: string;
  readonly name?: UnknownName;
}

/** Prompts that were read while the tokens of a decode row were generated. */
interface Prompts {
  readonly tokens: number;
  readonly count: number;
}

/** The row as each device sees it that its name leaves open ("A100"); mostly there is one. */
export function speedRows(row: RawMeasurement, catalog: Catalog, asOf: string): SpeedRow[] {
  const open = row.memory_gib ? [] : devicesLeftOpen(textModelIndex(catalog), row.device);
  const names = open.length > 0 ? open : [row.device];
  return names.map((device) => speedRow({ ...row, device }, catalog, asOf));
}

/**
 * Names resolved, settings read and the job built by the very code that builds it for the calibration. Software much
 * older than `asOf` is another product; its prefill is left out.
 */
export function speedRow(row: RawMeasurement, catalog: Catalog, asOf: string): SpeedRow {
  const whole = includesPrefill(row);
  const at = judgeRow(textModelIndex(catalog), row, asOf, whole ? 'includes_prefill' : null);
  if (isSkipped(at)) return { skipped: at.reason, ...(at.name ? { name: at.name } : {}) };
  const prompts = whole ? promptsOf(row) : null;
  if (whole && !prompts) return { skipped: 'includes_prefill' };
  const backend = at.backend ?? usualBackend(at, catalog);
  if (!backend) return { skipped: 'unsupported_backend' };
  const unsupported = unsupportedPart(catalog.models[at.model.id], at.device);
  if (unsupported) return { skipped: unsupported };
  const { reference_date } = textCalibration(catalog);
  const date = earliestDay(row.source_date, [at.device.released, at.model.released]) ?? reference_date;
  const observed = observe(measurementOf(at, backend, date), catalog, reference_date);
  if (observed) return { at, observed, prompts };
  return { skipped: at.offload === 'none' ? 'unsupported_device' : 'unsupported_offload' };
}

/** What the speed model cannot work with; null where it can. */
function unsupportedPart(model: TextModel | undefined, device: Device | undefined): string | null {
  if (!model?.architecture) return 'unsupported_architecture';
  return device?.memory.bandwidth_gb_s === undefined ? 'unsupported_device' : null;
}

const ID_COLUMNS = [
  ['device', 'devices'],
  ['model', 'models'],
  ['quant', 'quants'],
] as const;

/** A row of our own tables: its names are ids, and cleaning has been over it. */
export function storedRow(m: Measurement, catalog: Catalog): StoredRow {
  const unknown = ID_COLUMNS.find(([column, shelf]) => !Object.hasOwn(catalog[shelf], m[column]));
  if (unknown) {
    const [column, shelf] = unknown;
    const nearest = nearestNames(m[column], Object.keys(catalog[shelf]), 1);
    return { skipped: `unknown_${column}`, name: { unknown: m[column], nearest } };
  }
  const unsupported = unsupportedPart(catalog.models[m.model], catalog.devices[m.device]);
  if (unsupported) return { skipped: unsupported };
  const { reference_date } = textCalibration(catalog);
  const observed = observe(m, catalog, reference_date);
  if (observed) return { observed, prompts: null };
  return { skipped: m.offload === undefined ? 'unsupported_device' : 'unsupported_offload' };
}

/**
 * Rates over whole requests hold every prompt; where requests were sent together and counted from the first token on,
 * only those that were still waiting then.
 */
function promptsOf(row: RawMeasurement): Prompts | null {
  const tokens = promptTokens(row);
  if (!tokens || !row.tokens || !row.concurrency) return null;
  const users = Math.max(1, Math.round(row.concurrency));
  return { tokens, count: saysWholeRequest(row) ? users : users - 1 };
}

/** The backend people use on that device with that engine when they name none. */
const usualBackend = ({ device, engine }: ResolvedRow, catalog: Catalog): Backend | null =>
  device.backends.find((b) => catalog.engines[engine.engine]?.backends.includes(b.backend))?.backend ?? null;

const measurementOf = (at: ResolvedRow, backend: Backend, date: string): Measurement => ({
  ...measuredCell(at, backend),
  n: 1,
  date,
  source: '',
  ref: '',
  note: settingsOf(at.row.notes),
});

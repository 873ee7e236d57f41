import { textModelIndex } from '../../answers/name-index.ts';
import { asRawFile, type NamedText, withoutMark } from '../../catalog/files/raw-file.ts';
import { readTable, type TableRow } from '../../catalog/files/replay-table.ts';
import { benchFormat, otherTool } from '../../catalog/llama-bench/bench-format.ts';
import { notBench, readBench } from '../../catalog/llama-bench/read-bench.ts';
import { resolveDevice } from '../../catalog/names/device.ts';
import { resolveModel } from '../../catalog/names/model.ts';
import { resolveQuant } from '../../catalog/names/quant.ts';
import { isUnknown } from '../../catalog/names/resolution.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { type Measurement, measurementSchema } from '../../schema/measurement.ts';
import { type RawMeasurement, rawMeasurementSchema } from '../../schema/raw-measurement.ts';
import { OPTIONAL_COLUMNS, OPTIONAL_IN_OURS } from './optional-columns.ts';

/**
 * Measured speeds from a file: what llama-bench printed in any of its formats, or a CSV with our header. `on` names the
 * machine of a llama-bench run, whose Markdown says only the backend.
 */
export function readSpeeds(file: NamedText, catalog: Catalog, on: string | null): TableRow<RawMeasurement>[] {
  const raw = asRawFile(file);
  const format = benchFormat(file.text);
  if (format) {
    const index = textModelIndex(catalog);
    return readBench(raw, format, on, {
      device: (name) => !isUnknown(resolveDevice(index, name)),
      devicesIn: (name) => {
        const found = resolveDevice(index, name);
        return isUnknown(found) ? 1 : found.count;
      },
      model: (name) => !isUnknown(resolveModel(index, name, { alike: true })),
      quant: (name) => !isUnknown(resolveQuant(index, name, 'llama.cpp')),
    });
  }
  const ours = /^[^\n]*\btok_s\b/.test(file.text);
  const tool = ours ? null : otherTool(file.text);
  if (tool) throw notBench(raw, `was written by another tool: ${tool}`);
  const rows = readTable(file, rawMeasurementSchema, OPTIONAL_COLUMNS.speeds);
  // An empty cell leaves open how many users there were; whoever has no such column had one.
  return rows.map((at) =>
    Object.hasOwn(at.record, 'concurrency') ? at : { ...at, row: { ...at.row, concurrency: 1 } },
  );
}

/** Rows of a table as `measurements/` holds it and `advise measure` writes it; null where the header is another one. */
export function readOurs(file: NamedText): TableRow<Measurement>[] | null {
  const header = (withoutMark(file.text).split(/\r?\n/)[0] ?? '').split(',').map((name) => name.trim());
  const ours = OURS_ALONE.every((name) => header.includes(name));
  return ours ? readTable(file, measurementSchema, OPTIONAL_IN_OURS) : null;
}

/** Columns that no table has whose names are still to be looked up. */
const OURS_ALONE = ['count', 'nodes', 'n'];

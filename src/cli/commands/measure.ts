import { measurementsCsv } from '../../catalog/import/measurements-csv.ts';
import { causesOf } from '../../perf/standing/causes.ts';
import { standings } from '../../perf/standing/standing.ts';
import { reasonInWords } from '../../report/left-out.ts';
import { measureText } from '../../report/measure.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { AdviseError } from '../../schema/errors.ts';
import type { MeasureDocument } from '../../schema/measure.ts';
import { printable, shown } from '../../units/foreign-text.ts';
import type { RunCommand } from '../commands.ts';
import { type Context, makeContext } from '../context.ts';
import { readSpeeds } from '../evaluate/read-speeds.ts';
import { byOthers, replayedSpeed } from '../evaluate/replayed-speed.ts';
import type { OutStream } from '../io/io.ts';
import { readInput } from '../io/read-input.ts';
import { type MeasuredRow, measuredRow } from '../measure/measured-rows.ts';
import { dataFolder, overlayPlace } from '../measure/overlay-place.ts';
import { machineOn } from '../named/machine-on.ts';

/**
 * `advise measure FILE`: one's own llama-bench run as an overlay, and how the machine stands. The overlay goes to
 * --output, then the comparison is the result; without it the overlay is, and the comparison goes to stderr.
 */
export const run: RunCommand = async (args, flags, context) => {
  const input = await readInput(args[0] ?? '', context.io);
  const catalog = await context.catalog();
  const table = readSpeeds(input, catalog, machineOn(flags, catalog));
  const file = shown(input.name.replace(/^.*[/\\]/, ''));
  const rows = table.map((row) => measuredRow(row, catalog, context.asOf, file));
  const document = documentOf(rows, catalog, context.asOf, file);
  if (document.machines.length === 0) throw nothingUsable(document);
  deliver(document, context);
  return 0;
};

function documentOf(
  rows: readonly MeasuredRow[],
  catalog: Catalog,
  asOf: string,
  file: string,
): MeasureDocument {
  const compared = rows.flatMap((r) => (r.compared ? [r.compared] : []));
  const cells = rows.flatMap((r) => (r.cell ? [r.cell] : []));
  const phases = standings(compared);
  const machines = new Map(
    compared.map(({ observed: { machine } }) => [
      `${machine.device.id}|${machine.count}`,
      { id: machine.device.id, name: machine.device.name, count: machine.count },
    ]),
  );
  return {
    schema_version: 1,
    kind: 'measure',
    as_of: asOf,
    file,
    machines: [...machines.values()],
    phases,
    causes: causesOf(
      compared,
      phases,
      (observed) => replayedSpeed(observed, catalog, byOthers),
      ({ observed: { job, machine } }) =>
        machine.device.backends
          .map((b) => b.backend)
          .filter((b) => b !== job.backend && catalog.engines[job.engine]?.backends.includes(b)),
      asOf,
    ),
    rows: rows.map((r) => r.shown),
    overlay: { rows: cells.length, csv: cells.length > 0 ? measurementsCsv(cells) : '' },
  };
}

/** JSON is one document with the overlay inside. */
function deliver(document: MeasureDocument, context: Context): void {
  const { io } = context;
  // --output is where the overlay goes: what is said about it stays on the screen. Its day was asked about already.
  const { output, asOf: _, ...others } = context.flags;
  const drawnOn = (stdout: OutStream) => makeContext({ ...io, stdout }, others, () => context.catalog());
  const asked = drawnOn(io.stdout);
  const say = (stream: OutStream) => {
    const { format, renderOptions } = drawnOn(stream);
    stream.write(`${measureText(document, format, renderOptions())}\n`);
  };
  if (output !== undefined && document.overlay.rows > 0) {
    const { folder, path } = overlayPlace(output, document.machines[0]?.id ?? 'machine');
    if (folder !== '') io.makeFolder(folder);
    io.writeFile(path, document.overlay.csv);
    io.stderr.write(`Written to ${printable(path)}: use it with --data ${printable(dataFolder(folder))}\n`);
  }
  if (asked.format === 'json') asked.emit(JSON.stringify(document, null, 2));
  else if (output !== undefined || document.overlay.rows === 0) say(io.stdout);
  else {
    say(io.stderr);
    io.stdout.write(document.overlay.csv);
  }
}

function nothingUsable({ rows }: MeasureDocument): AdviseError {
  const reasons = [...new Set(rows.map((r) => r.skipped ?? 'unknown'))];
  return new AdviseError(
    'nothing_measured',
    `no row can be compared: ${reasons.map(reasonInWords).join(', ')}`,
    reasons.includes('unknown_device')
      ? 'Say which machine it was: --on ID (`advise list devices` prints all).'
      : reasons.includes('unknown_model')
        ? '`advise list models` prints the models we know; --data DIR adds yours.'
        : 'Run llama-bench with its usual tests: llama-bench -m MODEL.gguf -o json.',
  );
}

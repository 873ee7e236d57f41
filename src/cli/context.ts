import { oneOf } from '../answers/choice.ts';
import { parseAmount, parseDate } from '../answers/numbers.ts';
import type { RenderOptions } from '../report/render-options.ts';
import { ascii } from '../report/wrap.ts';
import type { Catalog } from '../schema/catalog.ts';
import { UsageError } from '../schema/errors.ts';
import { FORMATS, type Format } from '../schema/vocabulary.ts';
import { printable, printableJson } from '../units/foreign-text.ts';
import { formatOfFile } from './endings.ts';
import { colourLevel } from './io/colour.ts';
import { type Io, widthOf } from './io/io.ts';
import { speaksUnicode } from './io/locale.ts';

/** Flags about where answers come from and go to, as commander gives them; a few commands know only some. */
export interface CommonFlags {
  asOf?: string;
  data?: string;
  format?: string;
  json?: string | boolean;
  output?: string;
  color?: boolean;
  input?: boolean;
  top?: string;
  seed?: string;
}

/** What a command gets besides its own arguments. */
export interface Context {
  readonly io: Io;
  readonly flags: CommonFlags;
  readonly asOf: string;
  readonly format: Format;
  /** Folder of the user's own data. */
  readonly overlay: string | undefined;
  catalog(): Promise<Catalog>;
  /** The same for reading by name: faster to open, but its records must not be copied or listed field by field. */
  lazyCatalog(): Promise<Catalog>;
  renderOptions(): RenderOptions;
  /** Writes the result: to --output when given, else stdout. One call, newline at the end. */
  emit(text: string): void;
  /** The same for a document: as JSON where that is asked for, else in words that are made only then. */
  emitDocument(document: object, inWords: () => string): void;
}

/** How the catalogue is used: by `catalog()` or by `lazyCatalog()`. */
type Use = 'everything' | 'lazy';

export function makeContext(
  io: Io,
  flags: CommonFlags,
  loadCatalog: (overlay: string | undefined, use: Use) => Promise<Catalog>,
): Context {
  const loaded: Partial<Record<Use, Promise<Catalog>>> = {};
  const overlay = flags.data ?? (io.env['ADVISE_DATA'] || undefined);
  const open = (use: Use): Promise<Catalog> => {
    loaded[use] ??= loadCatalog(overlay, use);
    return loaded[use];
  };
  const format = chooseFormat(io, flags);
  const toFile = flags.output !== undefined;
  // A file is read elsewhere; only what this terminal shows depends on its locale.
  const unicode = toFile || speaksUnicode(io.env);
  // Text laid out for a terminal is ASCII there already; text for a pipe is made so here. Pages name their encoding.
  const inLocale = (text: string): string => (unicode || format === 'html' ? text : ascii(text));
  const emit = (text: string): void => {
    const safe = format === 'json' ? printableJson(text) : inLocale(text);
    const out = safe.endsWith('\n') ? safe : `${safe}\n`;
    if (flags.output === undefined) io.stdout.write(out);
    else {
      io.writeFile(flags.output, out);
      io.stderr.write(`Written to ${printable(flags.output)}\n`);
    }
  };
  return {
    io,
    flags,
    asOf: dayAsked(io, flags),
    format,
    overlay,
    catalog: () => open('everything'),
    lazyCatalog: () => open('lazy'),
    renderOptions: () => ({
      ...(toFile || io.stdout.rows === undefined ? {} : { screen: io.stdout.rows }),
      colour: toFile ? 0 : colourLevel(io.stdout, io.env, flags.color === false),
      width: toFile ? undefined : widthOf(io.stdout, io.env),
      unicode,
    }),
    emit,
    emitDocument: (document, inWords) =>
      emit(format === 'json' ? JSON.stringify(document, null, 2) : inWords()),
  };
}

/**
 * The day asked for. One in the future is answered, since plans are made for it, but with a warning: its prices are
 * unknown.
 */
function dayAsked(io: Io, { asOf }: CommonFlags): string {
  const today = io.today();
  if (asOf === undefined) return today;
  const day = parseDate(asOf, '--as-of');
  if (day > today)
    io.stderr.write(
      `--as-of ${day} is later than today (${today}): prices are those known today, and all the older on that day.\n`,
    );
  return day;
}

function chooseFormat(io: Io, flags: CommonFlags): Format {
  if (flags.json !== undefined && flags.json !== false) {
    if (flags.json !== true && flags.json !== '1')
      throw new UsageError(
        `--json: there is no schema version "${String(flags.json).slice(0, 20)}"`,
        'This version writes schema 1: --json or --json=1.',
      );
    return 'json';
  }
  if (flags.format !== undefined) return oneOf(flags.format, FORMATS, '--format');
  if (flags.output !== undefined) return formatOfFile(flags.output) ?? 'plain';
  return io.stdout.isTTY ? 'table' : 'plain';
}

/** A person must be at both ends of the questions; scripts get an error instead. */
export const mayAsk = ({ io, flags, format }: Context): boolean =>
  io.stdin.isTTY && io.stderr.isTTY && flags.input !== false && format !== 'json';

/** --top as a number; undefined leaves it to the format. */
export const rowsToShow = ({ flags }: Context): number | undefined =>
  flags.top === undefined ? undefined : parseAmount(flags.top, '--top', { whole: true });

/** How a view of an answer is drawn: as text or as Markdown. */
export function viewOptions({ format, renderOptions }: Context): RenderOptions {
  const options = renderOptions();
  return format === 'markdown' ? { ...options, width: undefined, markdown: true } : options;
}

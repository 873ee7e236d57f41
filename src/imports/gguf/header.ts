import { DataError, lineFault } from '../../schema/errors.ts';
import { oneLine } from '../../units/foreign-text.ts';
import type { ByteSource } from './byte-source.ts';

export interface GgufTensor {
  readonly name: string;
  /** Row width first, as the file has it. */
  readonly shape: readonly number[];
  /** ggml's name of its type; null for one that the library does not know yet. */
  readonly type: string | null;
  /** From the beginning of the tensor data. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly file: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: readonly GgufTensor[];
  /** Bytes of the whole file, and where its tensor data begins. */
  readonly size: number;
  readonly data_offset: number;
  /** Weight format by `general.file_type` ("Q4_K_M"); null where the file states none that the library knows. */
  readonly file_type: string | null;
}

/** The largest models known have 3,000 tensors and 60 metadata entries; a file that announces more is broken. */
const MOST_TENSORS = 100_000;
const MOST_ENTRIES = 10_000;
/** Magic, version and two counts. */
const PREAMBLE_BYTES = 24;

/** Metadata and tensor list of one GGUF file, through the Hugging Face library; the weights stay where they are. */
export async function readHeader(source: ByteSource): Promise<GgufHeader> {
  await checkPreamble(source);
  const library = await import('@huggingface/gguf');
  const parsed = await library
    .gguf('http://gguf.invalid/', { fetch: asFetch(source) })
    .catch((error: unknown) => {
      throw error instanceof DataError ? error : broken(source, error);
    });
  const [, end] = parsed.tensorInfoByteRange;
  if (end > source.size) throw truncated(source);
  const metadata = parsed.metadata as Record<string, unknown>;
  const file_type = metadata['general.file_type'];
  return {
    file: source.name,
    metadata,
    tensors: parsed.tensorInfos.map((t) => ({
      name: t.name,
      shape: t.shape.map(Number),
      type: library.GGMLQuantizationType[t.dtype] ?? null,
      offset: Number(t.offset),
    })),
    size: source.size,
    data_offset: Number(parsed.tensorDataOffset),
    file_type: typeof file_type === 'number' ? (library.GGMLFileQuantizationType[file_type] ?? null) : null,
  };
}

async function checkPreamble(source: ByteSource): Promise<void> {
  const head = await source.read(0, PREAMBLE_BYTES);
  if (head.length === 0) throw fault(source, 'the file is empty', AGAIN);
  const magic = new TextDecoder('latin1').decode(head.slice(0, 4));
  if (magic !== 'GGUF')
    throw fault(source, `is no GGUF file: it begins with ${inHex(head.slice(0, 4))}, not "GGUF"`, NOT_GGUF);
  if (head.length < PREAMBLE_BYTES) throw truncated(source);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  // Files for big-endian machines have their version at the other end.
  const little = (view.getUint32(4, true) & 0xffff) !== 0;
  const version = view.getUint32(4, little);
  if (version < 2 || version > 3)
    throw fault(
      source,
      `is GGUF version ${version}; 2 and 3 can be read`,
      'Convert it again with a current llama.cpp.',
    );
  const tensors = view.getBigUint64(8, little);
  const entries = view.getBigUint64(16, little);
  if (tensors > MOST_TENSORS || entries > MOST_ENTRIES)
    throw fault(
      source,
      `announces ${tensors} tensors and ${entries} metadata entries, more than any model has`,
      AGAIN,
    );
}

/** The library reads by range requests; here they end at the source. Reading on behind the end means it was cut off. */
function asFetch(source: ByteSource): typeof fetch {
  let beyond = 0;
  return async (_url, init) => {
    const range = /bytes=(\d+)-(\d+)/.exec(
      String((init?.headers as Record<string, string> | undefined)?.['Range']),
    );
    const start = Number(range?.[1] ?? 0);
    if (start >= source.size && ++beyond > 1) throw truncated(source);
    const bytes =
      start >= source.size ? new Uint8Array() : await source.read(start, Number(range?.[2] ?? 0) - start + 1);
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'content-range': `bytes ${start}-${start + bytes.length}/${source.size}` },
    });
  };
}

const AGAIN = 'Download it again; `sha256sum` tells whether it is the file that was published.';
const NOT_GGUF = 'Give a .gguf file, the config.json of a model, or hf:ORGANISATION/NAME.';

const fault = (source: ByteSource, message: string, hint: string): DataError =>
  new DataError([lineFault(source.name, 0, message)], hint);

const truncated = (source: ByteSource): DataError =>
  fault(source, `ends at byte ${source.size}, inside its header`, AGAIN);

function broken(source: ByteSource, error: unknown): DataError {
  if (error instanceof RangeError) return truncated(source);
  const said = error instanceof Error ? error.message : String(error);
  return fault(source, `cannot be read: ${oneLine(said)}`, AGAIN);
}

const inHex = (bytes: Uint8Array): string =>
  [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ') || 'nothing';

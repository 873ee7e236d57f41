import { fileStem, formatInName } from '../../catalog/llama-bench/bench-labels.ts';
import { tightKey } from '../../catalog/names/keys.ts';
import { AdviseError } from '../../schema/errors.ts';
import { oneLine } from '../../units/foreign-text.ts';
import { MOST_CONFIG_BYTES } from '../config/read-config.ts';
import { type ByteSource, UNKNOWN_SIZE } from '../gguf/byte-source.ts';
import { allParts, partName } from '../gguf/split-files.ts';
import { get, type Hub } from './hub.ts';

interface HubName {
  readonly repository: string;
  /** Format or file behind a colon. */
  readonly file: string | null;
}

/** What the Hub has of a model: its configuration, or the parts of a GGUF file to be read in ranges. */
type HubFiles =
  | { readonly kind: 'config'; readonly name: string; readonly text: string }
  | { readonly kind: 'gguf'; readonly sources: readonly ByteSource[] };

/** "hf:org/name", "hf:org/name-GGUF:Q4_K_M". */
export function hubName(reference: string): HubName {
  const found = /^hf:([\w.-]+\/[\w.-]+)(?::([\w./-]+))?$/.exec(reference);
  const [, repository = '', file] = found ?? [];
  if (!found || /(?:^|\/)\.+(?:\/|$)/.test(repository) || file?.includes('..'))
    throw new AdviseError(
      'usage',
      `--model: "${oneLine(reference)}" is no name on the Hub`,
      'Write hf:ORGANISATION/NAME, for a GGUF repository also hf:ORGANISATION/NAME:Q4_K_M.',
    );
  return { repository, file: file ?? null };
}

/** A listing takes some 300 bytes for each file of a repository: this is more than 10,000 files. */
const LISTING_BYTES = 4_000_000;
/** What people download when nothing is said, best known first. */
const USUAL = ['q4km', 'udq4kxl', 'mxfp4', 'q40', 'q80'];

export async function fromHub({ repository, file }: HubName, hub: Hub): Promise<HubFiles> {
  const ggufFirst = file !== null || /gguf$/i.test(repository);
  const config = ggufFirst ? null : await configOf(repository, hub);
  if (config) return config;
  const listed = await ggufsOf(repository, hub);
  const chosen = choose(listed, file);
  if (chosen) return { kind: 'gguf', sources: sourcesOf(chosen, listed, repository, hub) };
  if (file !== null) throw noSuchFile(repository, file, listed);
  const late = ggufFirst ? await configOf(repository, hub) : null;
  if (late) return late;
  throw new AdviseError(
    'hub',
    `hf:${repository} has neither a config.json nor a GGUF file`,
    'Is it a model for transformers or llama.cpp? Adapters and diffusion models cannot be read.',
  );
}

async function configOf(repository: string, hub: Hub): Promise<HubFiles | null> {
  const bytes = await get(hub, `${repository}/resolve/main/config.json`, { most: MOST_CONFIG_BYTES });
  if (!bytes) return null;
  return { kind: 'config', name: `hf:${repository}/config.json`, text: new TextDecoder().decode(bytes) };
}

interface Listed {
  readonly path: string;
  readonly size: number;
}

async function ggufsOf(repository: string, hub: Hub): Promise<Listed[]> {
  const model = `api/models/${repository}`;
  const bytes =
    (await get(hub, `${model}/tree/main?recursive=true`, { most: LISTING_BYTES })) ??
    (await get(hub, model, { most: LISTING_BYTES }));
  if (!bytes)
    throw new AdviseError(
      'hub',
      `there is no hf:${repository}`,
      'Check the spelling of organisation and name.',
    );
  const list = listing(new TextDecoder().decode(bytes));
  if (!list)
    throw new AdviseError('hub', `the listing of hf:${repository} cannot be read`, 'Is HF_ENDPOINT a Hub?');
  return list.filter(
    ({ path }) => /\.gguf$/i.test(path) && !/mmproj|imatrix/i.test(path) && !path.includes('..'),
  );
}

/** The tree of a repository, or (mirrors) the model's own page with its files as `siblings`, which state no sizes. */
function listing(text: string): Listed[] | null {
  try {
    const value = JSON.parse(text) as { siblings?: unknown } | unknown[] | null;
    const files: unknown = Array.isArray(value) ? value : value?.siblings;
    if (!Array.isArray(files)) return null;
    return files.flatMap((item: { path?: unknown; rfilename?: unknown; size?: unknown } | null) => {
      const path = item?.path ?? item?.rfilename;
      const size = typeof item?.size === 'number' && item.size >= 0 ? item.size : UNKNOWN_SIZE;
      return typeof path === 'string' ? [{ path, size }] : [];
    });
  } catch {
    return null;
  }
}

/** The named format or file, else the usual format, else the first there is. Of split files, the first part. */
function choose(list: readonly Listed[], file: string | null): Listed | undefined {
  const heads = list.filter(({ path }) => (partName(path)?.part ?? 1) === 1);
  const formatOf = ({ path }: Listed) => tightKey(formatInName(fileStem(path)) ?? '');
  if (file !== null)
    return heads.find((f) => f.path === file) ?? heads.find((f) => formatOf(f) === tightKey(file));
  for (const usual of USUAL) {
    const found = heads.find((f) => formatOf(f) === usual);
    if (found) return found;
  }
  return heads[0];
}

function sourcesOf(head: Listed, list: readonly Listed[], repository: string, hub: Hub): ByteSource[] {
  return allParts(head.path).map((path) => {
    const listed = list.find((f) => f.path === path);
    const name = `hf:${repository}/${oneLine(path)}`;
    if (!listed)
      throw new AdviseError(
        'hub',
        `${name} is missing: the upload is not complete`,
        'Name another format behind a colon.',
      );
    const url = `${repository}/resolve/main/${path.split('/').map(encodeURIComponent).join('/')}`;
    return {
      name,
      size: listed.size,
      read: async (start, length) =>
        (await get(hub, url, { most: length, range: { start, length } })) ?? new Uint8Array(),
    };
  });
}

function noSuchFile(repository: string, file: string, list: readonly Listed[]): AdviseError {
  const formats = [...new Set(list.map(({ path }) => formatInName(fileStem(path))))].filter(
    (f) => f !== null,
  );
  return new AdviseError(
    'hub',
    `hf:${repository} has no GGUF file "${file}"`,
    formats.length > 0 ? `There are ${formats.map(oneLine).join(', ')}.` : 'There are no GGUF files at all.',
  );
}

import { AdviseError } from '../../schema/errors.ts';
import { type Milliseconds, msFromSeconds, type Seconds } from '../../units/units.ts';

/** The Hugging Face Hub, or a server that answers like it. */
export interface Hub {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly token: string | null;
  readonly fetch: typeof fetch;
  /** When everything together has taken too long, on the clock of `performance.now()`. */
  readonly deadline: Milliseconds;
}

const REQUEST_TIMEOUT: Seconds = 15;
/** A whole import: a header of 15 MB over 3 Mbit/s. */
const TOTAL_TIMEOUT: Seconds = 60;

/** The Hub as the environment says: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE (the names of Hugging Face's own tools). */
export function hubFrom(env: Readonly<Record<string, string | undefined>>, fetcher: typeof fetch): Hub {
  if (/^(?:1|true|yes|on)$/i.test(env['HF_HUB_OFFLINE'] ?? ''))
    throw new AdviseError('offline', 'HF_HUB_OFFLINE is set: the Hub must not be asked', BY_HAND);
  const endpoint = (env['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s]+$/.test(endpoint))
    throw new AdviseError(
      'usage',
      'HF_ENDPOINT is no http or https address',
      'Unset it to use huggingface.co.',
    );
  return {
    endpoint,
    token: env['HF_TOKEN'] || null,
    fetch: fetcher,
    deadline: performance.now() + msFromSeconds(TOTAL_TIMEOUT),
  };
}

const BY_HAND =
  'Only hf: names need the network. Fetch the config.json or the .gguf file yourself and pass --model ./FILE.';

interface Wanted {
  /** Refuses to read more than this many bytes. */
  readonly most: number;
  readonly range?: { readonly start: number; readonly length: number };
}

/** One file of the Hub; null where there is none. Everything else that goes wrong is an error with its cause. */
export async function get(hub: Hub, path: string, wanted: Wanted): Promise<Uint8Array | null> {
  const patience = Math.min(msFromSeconds(REQUEST_TIMEOUT), Math.max(0, hub.deadline - performance.now()));
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), patience);
  try {
    return await request(hub, path, wanted, controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function request(
  hub: Hub,
  path: string,
  { most, range }: Wanted,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const response = await hub
    .fetch(`${hub.endpoint}/${path}`, {
      headers: {
        'user-agent': 'advise',
        ...(hub.token ? { authorization: `Bearer ${hub.token}` } : {}),
        ...(range ? { range: `bytes=${range.start}-${range.start + range.length - 1}` } : {}),
      },
      signal,
    })
    .catch((error: unknown) => {
      throw unreachable(hub, error);
    });
  if (response.status === 404 || response.status === 416) {
    await response.body?.cancel();
    return null;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(hub, response.status, path);
  }
  // A server that knows no ranges sends everything from the start: read up to the part wanted, then hang up.
  const skip = range && response.status === 200 ? range.start : 0;
  const bytes = await upTo(response, range ? skip + range.length : most + 1, hub);
  if (!range && bytes.length > most)
    throw new AdviseError('hub', `${path} is larger than ${Math.round(most / 1e6)} MB`, BY_HAND);
  return bytes.subarray(skip);
}

async function upTo(response: Response, most: number, hub: Hub): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      read += (chunk as Uint8Array).length;
      if (read >= most) break;
    }
  } catch (error) {
    throw unreachable(hub, error);
  }
  const whole = new Uint8Array(read);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole.subarray(0, most);
}

function unreachable(hub: Hub, error: unknown): AdviseError {
  if (error instanceof AdviseError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const timeout = error instanceof Error && error.name === 'TimeoutError';
  const why: Readonly<Record<string, string>> = {
    ENOTFOUND: 'its name cannot be resolved: are you offline?',
    EAI_AGAIN: 'its name cannot be resolved: are you offline?',
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection broke off',
    ENETUNREACH: 'there is no network',
  };
  const said = timeout ? 'it does not answer in time' : (why[code] ?? (code || 'the request failed'));
  return new AdviseError('offline', `cannot reach ${new URL(hub.endpoint).host}: ${said}`, BY_HAND);
}

function refused(hub: Hub, status: number, path: string): AdviseError {
  const { host } = new URL(hub.endpoint);
  const what = path.replace(/^api\/models\//, '').replace(/\/(?:resolve|tree)\/.*$/, '');
  if (status === 401 || status === 403)
    return new AdviseError(
      'hub',
      `${host} shows no model "${what}" without a permission (HTTP ${status})`,
      'Check the spelling. If it is gated or private, accept its terms there and set HF_TOKEN.',
    );
  if (status === 429)
    return new AdviseError(
      'hub',
      `${host} has had too many requests from here`,
      'Try again in a few minutes, or set HF_TOKEN.',
    );
  return new AdviseError('hub', `${host} answers with HTTP ${status} for "${what}"`, BY_HAND);
}

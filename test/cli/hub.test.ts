import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MORE } from '../fixtures/configs/more.ts';
import { llama8b } from '../fixtures/gguf/models.ts';
import { writeGguf } from '../fixtures/gguf/write-gguf.ts';
import { advise } from './world.ts';

/** A Hub on this machine: two repositories, one of them of GGUF files, and others that misbehave. */
const gguf = writeGguf(llama8b());
/** What the listing says: the weights are not really there. */
const LISTED_BYTES = 4_920_739_232;
const config = JSON.stringify(MORE['qwen2.5-7b']);
const asked: { url: string; range: string | undefined; token: string | undefined }[] = [];
let ranges = true;

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const say =
  (status: number, body: string | Uint8Array = ''): Answer =>
  (response) => {
    response.writeHead(status);
    response.end(body);
  };

const ROUTES: readonly (readonly [RegExp, Answer])[] = [
  [/^\/Qwen\/Qwen2\.5-7B-Instruct\/resolve\/main\/config\.json$/, say(200, config)],
  [
    /^\/api\/models\/some\/Llama-3\.1-8B-Instruct-GGUF\/tree\/main/,
    say(
      200,
      JSON.stringify([
        { type: 'file', path: 'README.md', size: 900 },
        { type: 'file', path: 'Llama-3.1-8B-Instruct-Q8_0.gguf', size: LISTED_BYTES },
        { type: 'file', path: 'Llama-3.1-8B-Instruct-Q4_K_M.gguf', size: LISTED_BYTES },
        { type: 'file', path: 'mmproj-F16.gguf', size: 5 },
      ]),
    ),
  ],
  [/^\/some\/Llama-3\.1-8B-Instruct-GGUF\/resolve\/main\/.*Q4_K_M\.gguf$/, weights],
  [
    /^\/api\/models\/mirror\/Llama-3\.1-8B-Instruct-GGUF$/,
    say(200, JSON.stringify({ siblings: [{ rfilename: 'Llama-3.1-8B-Instruct-Q4_K_M.gguf' }] })),
  ],
  [/^\/mirror\/Llama-3\.1-8B-Instruct-GGUF\/resolve\/main\/.*Q4_K_M\.gguf$/, weights],
  [/^\/gated\//, say(401)],
  [/^\/busy\//, say(429)],
  [/^\/broken\//, say(503)],
  [/^\/huge\//, say(200, 'x'.repeat(5e6))],
  [/^\/odd\/model\//, say(200, '<html>')],
  [/^\/api\/models\/empty\/model\//, say(200, '[]')],
  [/^\/api\/models\/odd-list\//, say(200, '{"error": "no"}')],
];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '';
  asked.push({ url, range: request.headers.range, token: request.headers.authorization });
  const [, found = say(404)] = ROUTES.find(([path]) => path.test(url)) ?? [];
  found(response, request);
}

function weights(response: ServerResponse, request: IncomingMessage): void {
  const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
  const body = new Uint8Array(Number(to) - Number(from) + 1);
  body.set(gguf.subarray(Number(from), Number(to) + 1));
  if (ranges) {
    say(206, body)(response, request);
    return;
  }
  // A server that knows no ranges goes on for as long as somebody reads.
  response.writeHead(200);
  response.write(gguf);
  const more = () => {
    while (!response.destroyed && response.write(new Uint8Array(1e6)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

let server: Server;
let HF_ENDPOINT = '';
beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  HF_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  ranges = true;
});

const estimate = (model: string, env: Record<string, string> = {}) =>
  advise(['estimate', '--on', 'rtx-4090', '--model', model, '--json'], {
    fetch: globalThis.fetch,
    env: { HF_ENDPOINT, ...env },
  });
const error = async (model: string, env: Record<string, string> = {}) => {
  const run = await estimate(model, env);
  expect(run.code).toBe(2);
  return JSON.parse(run.stdout).error as { code: string; message: string; hint: string };
};

describe('advise with --model hf:organisation/name', () => {
  it('reads the configuration of a repository', async () => {
    const run = await estimate('hf:Qwen/Qwen2.5-7B-Instruct');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).model).toMatchObject({ id: 'qwen2.5-7b-instruct.config' });
    expect(run.stderr).toContain('It is Qwen2.5 7B');
    expect(asked.map((a) => a.url)).toEqual(['/Qwen/Qwen2.5-7B-Instruct/resolve/main/config.json']);
  });

  it('reads the header of the usual format in a GGUF repository, by ranges only', async () => {
    const run = await estimate('hf:some/Llama-3.1-8B-Instruct-GGUF');
    const document = JSON.parse(run.stdout);
    expect(document.model).toMatchObject({ name: 'Meta Llama 3.1 8B Instruct', quant: 'Q4_K_M' });
    expect(document.footprint.weights_gib).toBeGreaterThan(4);
    const read = asked.filter((a) => a.url.endsWith('.gguf'));
    expect(read.length).toBeGreaterThan(0);
    for (const { range } of read) expect(range).toMatch(/^bytes=\d+-\d+$/);
  });

  it('hangs up on a server that sends the whole file', async () => {
    ranges = false;
    expect((await estimate('hf:some/Llama-3.1-8B-Instruct-GGUF:Q4_K_M')).code).toBe(0);
  });

  it('takes a format or a file behind a colon, and lists those there are', async () => {
    expect((await estimate('hf:some/Llama-3.1-8B-Instruct-GGUF:q4_k_m')).code).toBe(0);
    const file = 'hf:some/Llama-3.1-8B-Instruct-GGUF:Llama-3.1-8B-Instruct-Q4_K_M.gguf';
    expect((await estimate(file)).code).toBe(0);
    const { hint } = await error('hf:some/Llama-3.1-8B-Instruct-GGUF:Q3_K_S');
    expect(hint).toBe('There are Q8_0, Q4_K_M.');
  });

  it('gets by with a mirror that lists names alone', async () => {
    const run = await estimate('hf:mirror/Llama-3.1-8B-Instruct-GGUF');
    expect(JSON.parse(run.stdout).model.quant).toBe('Q4_K_M');
    expect(run.stderr).not.toContain('not complete');
  });

  it('sends a token only when there is one', async () => {
    await estimate('hf:Qwen/Qwen2.5-7B-Instruct');
    await estimate('hf:Qwen/Qwen2.5-7B-Instruct', { HF_TOKEN: 'secret' });
    expect(asked.map((a) => a.token)).toEqual([undefined, 'Bearer secret']);
  });

  it('works for recommend and fit', async () => {
    const world = { fetch: globalThis.fetch, env: { HF_ENDPOINT } };
    const run = await advise(
      ['-w', 'chat', '-b', '2500', '-m', 'hf:Qwen/Qwen2.5-7B-Instruct', '--json'],
      world,
    );
    const document = JSON.parse(run.stdout);
    expect(document.ranked.length).toBeGreaterThan(3);
    expect(document.command).toContain('--model hf:Qwen/Qwen2.5-7B-Instruct');
    const fit = await advise(['fit', 'hf:Qwen/Qwen2.5-7B-Instruct', '--json'], world);
    expect(JSON.parse(fit.stdout).systems.length).toBeGreaterThan(20);
  });
});

describe('the network is asked only for hf: names, and what goes wrong there is said', () => {
  it('asks nothing for an ordinary name', async () => {
    await estimate('qwen3-8b');
    expect(asked).toEqual([]);
  });

  it.each([
    ['a gated repository', 'hf:gated/model', 'hub', /without a permission \(HTTP 401\)/],
    ['too many requests', 'hf:busy/model', 'hub', /too many requests/],
    ['a server in trouble', 'hf:broken/model', 'hub', /HTTP 503/],
    ['no such repository', 'hf:nobody/nothing', 'hub', /there is no hf:nobody\/nothing/],
    ['an answer without end', 'hf:huge/model', 'hub', /larger than 4 MB/],
    ['a web page', 'hf:odd/model', 'data', /1 problem/],
    ['an empty repository', 'hf:empty/model', 'hub', /neither a config.json nor a GGUF/],
    ['a listing that is none', 'hf:odd-list/model', 'hub', /cannot be read/],
    ['a path out of the Hub', 'hf:../../etc', 'usage', /is no name on the Hub/],
    ['a name without organisation', 'hf:llama', 'usage', /is no name on the Hub/],
    ['control characters', 'hf:a/b\u001b[2J', 'usage', /is no name on the Hub/],
  ])('%s', async (_, name, code, said) => {
    const told = await error(name);
    expect(told.code).toBe(code);
    expect(told.message).toMatch(said);
    expect(told.hint).not.toBe('');
  });

  it('says that it is offline, and what to do then', async () => {
    const told = await error('hf:Qwen/Qwen2.5-7B-Instruct', { HF_ENDPOINT: 'http://127.0.0.1:1' });
    expect(told).toMatchObject({ code: 'offline' });
    expect(told.message).toContain('127.0.0.1:1');
    expect(told.hint).toContain('--model ./FILE');
    expect((await error('hf:a/b', { HF_HUB_OFFLINE: '1' })).message).toContain('HF_HUB_OFFLINE');
    expect((await error('hf:a/b', { HF_ENDPOINT: 'file:///etc' })).message).toContain('HF_ENDPOINT');
  });

  it('gives up on a server that never answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let waiting = false;
      const silent: typeof fetch = (_url, init) =>
        new Promise((_, reject) => {
          waiting = true;
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      const running = advise(['fit', 'hf:a/b', '--json'], { fetch: silent, env: { HF_ENDPOINT } });
      while (!waiting) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(15_000);
      const { error } = JSON.parse((await running).stdout);
      expect(error.message).toContain('does not answer in time');
    } finally {
      vi.useRealTimers();
    }
  });
});

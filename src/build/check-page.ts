import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `npm run check:page`: opens pages of the built program in headless Chromium (CHROMIUM, or `chromium` on the path), by day
// and by night, wide and narrow: no message on the console, nothing that axe-core objects to, every stop of the Tab key seen.
const QUESTIONS = {
  text: '-w rag -m gpt-oss-120b -b 8000 --tokens-per-day 20M',
  mixed: '-w chat=3,image=1 -b 5000',
  training: '-w finetune -m llama-3.1-8b --condition any',
  nothing: '-w chat -m kimi-k2.6 -b 2000',
};
const VIEWS = {
  'day, wide': ['--window-size=1100,900'],
  'night, narrow': ['--window-size=390,800', '--blink-settings=preferredColorScheme=0'],
};
const QUIET =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** What the injected program finds. */
interface Findings {
  readonly violations: readonly string[];
  readonly unseen: readonly string[];
  readonly stops: number;
}

const folder = mkdtempSync(join(tmpdir(), 'advise-page-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
try {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const page = join(folder, `${name}.html`);
    const made = spawnSync(process.execPath, ['bin/advise.js', ...question.split(' '), '-o', page], {
      encoding: 'utf8',
    });
    if (made.status !== 0 && made.status !== 1) throw new Error(made.stderr);
    // The page forbids scripts; the copy that is examined lets this one in.
    const examined = join(folder, `${name}-examined.html`);
    const html = readFileSync(page, 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    writeFileSync(examined, `${html}\n<script>${axe}</script>\n<script>(${examine.toString()})()</script>`);
    for (const [view, flags] of Object.entries(VIEWS)) {
      const said = consoleOf(chromium(page, ['--enable-logging=stderr', ...flags]).stderr);
      const dom = chromium(examined, ['--virtual-time-budget=30000', ...flags]).stdout;
      const found = /<pre id="findings">([\s\S]*?)<\/pre>/.exec(dom)?.[1];
      if (found === undefined) throw new Error(`${name}, ${view}: the browser gave no findings`);
      const { violations, unseen, stops } = JSON.parse(
        found.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'),
      ) as Findings;
      const wrong = [...said, ...violations, ...unseen.map((e) => `no focus ring: ${e}`)];
      process.stdout.write(
        `${name}, ${view}: ${wrong.length === 0 ? 'good' : wrong.join('; ')}, ${stops} stops\n`,
      );
      if (wrong.length > 0) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function chromium(page: string, flags: readonly string[]): { stdout: string; stderr: string } {
  const profile = mkdtempSync(join(folder, 'profile-'));
  const run = spawnSync(
    process.env['CHROMIUM'] ?? 'chromium',
    [...QUIET.split(' '), `--user-data-dir=${profile}`, ...flags, '--dump-dom', pathToFileURL(page).href],
    { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, timeout: 120_000 },
  );
  if (run.error) throw run.error;
  return run;
}

function consoleOf(log: string): string[] {
  return [...log.matchAll(/:CONSOLE[:(][^\]]*\] (.*)/g)].map((m) => m[1] ?? '');
}

/** Runs in the page. */
async function examine(): Promise<void> {
  const {
    document,
    getComputedStyle,
    axe: tool,
  } = globalThis as never as {
    document: { querySelectorAll(s: string): Iterable<Element>; body: { innerHTML: string } };
    getComputedStyle(e: Element): { outlineStyle: string; outlineWidth: string };
    axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
  };
  interface Element {
    open?: boolean;
    readonly outerHTML: string;
    focus(options: object): void;
  }
  for (const details of document.querySelectorAll('details')) details.open = true;
  const { violations } = await tool.run();
  const stops = [...document.querySelectorAll('a[href], summary, [tabindex]')];
  const unseen = stops.filter((e) => {
    e.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2;
  });
  const findings = {
    violations: violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 120)}`),
    unseen: unseen.map((e) => e.outerHTML.slice(0, 80)),
    stops: stops.length,
  };
  const text = JSON.stringify(findings).replace(/&/g, '&amp;').replace(/</g, '&lt;');
  document.body.innerHTML = `<pre id="findings">${text}</pre>`;
}

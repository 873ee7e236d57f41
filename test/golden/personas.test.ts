import { describe, expect, it } from 'vitest';
import { advise } from '../cli/world.ts';

/** Six people with a question each, on the day the catalogue was cut. Every format, whole output, exit code included. */
const PERSONAS: Record<string, string[]> = {
  'casual-chat': ['--workload', 'chat', '--budget', '4000'],
  'long-documents': [
    '--workload',
    'rag',
    '--model',
    'gpt-oss-120b',
    '--context',
    '32k',
    '--prompt-tokens',
    '16k',
    '--budget',
    '8000',
    '--os',
    'linux',
    '--priority',
    'turnkey',
  ],
  'coding-agent': ['--workload', 'coding', '--budget', '6000', '--cuda', 'preferred', '--priority', 'speed'],
  'fine-tuner': [
    '--workload',
    'finetune',
    '--model',
    'llama-3.1-8b',
    '--method',
    'qlora',
    '--budget',
    '6000',
    '--cuda',
    'required',
    '--condition',
    'any',
  ],
  'image-maker': ['--workload', 'image', '--budget', '4600', '--os', 'windows'],
  'nothing-fits': ['--workload', 'chat', '--model', 'kimi-k2.6', '--budget', '4000'],
};
const FORMATS = ['table', 'plain', 'markdown', 'json'] as const;

describe.each(Object.keys(PERSONAS))('%s', (persona) => {
  it.each(FORMATS)('%s', async (format) => {
    const args = [
      ...(PERSONAS[persona] ?? []),
      '--as-of',
      '2026-11-20',
      '--no-input',
      '--format',
      format,
      ...(format === 'json' ? ['--top', '3'] : []),
    ];
    const run = await advise(args, { tty: format === 'table', columns: 100, env: { NO_COLOR: '1' } });
    const body = format === 'json' ? trimmed(run.stdout) : run.stdout;
    const golden = `$ advise ${args.join(' ')}\n--- stdout\n${body}--- stderr\n${run.stderr}--- exit ${run.code}\n`;
    await expect(golden).toMatchFileSnapshot(`${persona}.${format}.golden`);
  });
});

/** The excluded list names the whole rest of the market: its length is enough here. The digest changes with any data. */
function trimmed(json: string): string {
  const document = JSON.parse(json) as { excluded: unknown[]; catalog: object };
  return `${JSON.stringify({ ...document, catalog: '...', excluded: document.excluded.length }, null, 2)}\n`;
}

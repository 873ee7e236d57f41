import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/schema/vocabulary.ts';
import { advise } from '../cli/world.ts';
import { readable } from './readable.ts';
import { undated } from './undated.ts';

/** Six people with a question each, on the day the catalogue was cut. Every format, whole output, exit code included. */
const PERSONAS: Record<string, string> = {
  'casual-chat': '--workload chat --budget 4000',
  'long-documents':
    '--workload rag --model gpt-oss-120b --context 32k --prompt-tokens 16k --budget 8000 --os linux --priority turnkey',
  'coding-agent': '--workload coding --budget 6000 --cuda preferred --priority speed',
  'fine-tuner':
    '--workload finetune --model llama-3.1-8b --method qlora --budget 6000 --cuda required --condition any',
  'image-maker': '--workload image --budget 4600 --os windows',
  'nothing-fits': '--workload chat --model kimi-k2.6 --budget 4000',
};
/** Pages are left to `test/unit/report/html.test.ts`. */
const TEXT_FORMATS = FORMATS.filter((format) => format !== 'html');

describe.each(Object.entries(PERSONAS))('%s', { timeout: 60_000 }, (persona, question) => {
  it.each(TEXT_FORMATS)('%s', async (format) => {
    const args = `${question} --as-of 2026-11-20 --no-input --format ${format}${format === 'json' ? ' --top 1' : ''}`;
    const run = await advise(args.split(' '), {
      tty: format === 'table',
      columns: 100,
      env: { NO_COLOR: '1' },
    });
    const golden = [
      `$ advise ${args}`,
      '--- stdout',
      undated(format === 'json' ? readable(run.stdout) : run.stdout).trimEnd(),
      '--- stderr',
      run.stderr.trimEnd(),
      `--- exit ${run.code}`,
      '',
    ];
    await expect(golden.join('\n')).toMatchFileSnapshot(`${persona}.${format}.golden`);
  });
});

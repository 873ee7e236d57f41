import { describe, expect, it } from 'vitest';
import { advise } from '../cli/world.ts';
import { undated } from './undated.ts';

/** A question for every kind of work and shape of machine, as a person at a terminal sees the answer. */
const QUESTIONS: Record<string, string> = {
  'fit-giant-model': 'fit kimi-k2.6',
  'fit-deep-context': 'fit gpt-oss-120b --context 131072 --top 25',
  'fit-fast-enough': 'fit gpt-oss-120b --min-decode 60 --context 32768 --top 12',
  'train-70b': '--workload finetune --model llama-3.1-70b --method qlora',
  'video-14b': '--workload video --model wan-2.2-t2v-a14b --condition any --budget 9000',
  'serve-ten': '--workload serving --users 10',
  'batch-extraction': '--workload batch --model qwen3-30b-a3b --budget 6000 --tokens-per-day 50M',
  'owns-a-card': '--workload chat --own rtx-3090 --budget 1500',
  'adds-a-card':
    '--workload chat --model llama-3.3-70b --quant Q3_K_M --own rtx-4090 --budget 4600 --condition any',
  'upgrades-a-card': '--workload coding --own rtx-3060-12 --budget 2000',
  'card-for-a-pc': '--workload image --own pc --budget 1500',
  'keeps-a-mac': '--workload chat --own mac-mini-m4-16 --budget 2000',
  'mac-owner-long-prompts':
    '--workload rag --model llama-3.3-70b --quant Q8_0 --prompt-tokens 32000 --own mac-studio-m3-ultra-256 --budget 7200',
  'laptop-to-carry': '--workload coding --form laptop --budget 5000',
  'cell-unlike-cards': 'estimate --on rig-1x-rtx-4090-1x-rtx-3090 --model llama-3.3-70b --quant Q3_K_M',
  'cell-hand-over':
    'estimate --on hybrid-spark-mac-studio --model llama-3.1-8b --quant bf16 --prompt-tokens 8192',
};

describe.each(Object.entries(QUESTIONS))('%s', { timeout: 60_000 }, (name, question) => {
  it('is answered as before', async () => {
    const dated = question.startsWith('estimate') ? question : `${question} --as-of 2026-11-20`;
    const args = `${dated} --no-input --format table`;
    const run = await advise(args.split(' '), { tty: true, columns: 100, env: { NO_COLOR: '1' } });
    const golden = [
      `$ advise ${args}`,
      '--- stdout',
      undated(run.stdout).trimEnd(),
      '--- stderr',
      run.stderr.trimEnd(),
      `--- exit ${run.code}`,
      '',
    ];
    await expect(golden.join('\n')).toMatchFileSnapshot(`${name}.table.golden`);
  });
});

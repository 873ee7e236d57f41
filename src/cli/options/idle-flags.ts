import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { enumerated } from '../../units/format.ts';

/** Flags about some kinds of work, which change nothing for others. A context is also the length of what is trained on. */
const ABOUT = {
  method: ['--method', ['finetune']],
  context: ['--context', ['text', 'finetune']],
  promptTokens: ['--prompt-tokens', ['text']],
  outputTokens: ['--output-tokens', ['text']],
} as const;

const CALLED = { text: 'generating text', finetune: 'fine-tuning' } as const;

/** One sentence for each flag that was given but can do nothing for this work. */
export function idleFlags(raw: RawAnswers, { workloads }: Answers, catalog: Catalog): string[] {
  const kinds = new Set<string>(workloads.map(({ id }) => catalog.workloads[id].kind));
  const work = workloads.map(({ id }) => id).join(', ');
  return Object.entries(ABOUT).flatMap(([key, [flag, about]]) =>
    raw[key as keyof typeof ABOUT] === undefined || about.some((kind) => kinds.has(kind))
      ? []
      : [
          `${flag} changes nothing for ${work}: it is about ${enumerated(about.map((kind) => CALLED[kind]))}.`,
        ],
  );
}

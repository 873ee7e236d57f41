import type { RawAnswers } from '../../answers/parse-answers.ts';
import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';

/** Flags about one kind of work, which change nothing for others. */
const ABOUT = {
  method: ['--method', 'finetune'],
  context: ['--context', 'text'],
  promptTokens: ['--prompt-tokens', 'text'],
  outputTokens: ['--output-tokens', 'text'],
} as const;

/** One sentence for each flag that was given but can do nothing for this work. */
export function idleFlags(raw: RawAnswers, { workloads }: Answers, catalog: Catalog): string[] {
  const kinds = new Set<string>(workloads.map(({ id }) => catalog.workloads[id].kind));
  const work = workloads.map(({ id }) => id).join(', ');
  return Object.entries(ABOUT).flatMap(([key, [flag, kind]]) =>
    raw[key as keyof typeof ABOUT] === undefined || kinds.has(kind)
      ? []
      : [
          `${flag} changes nothing for ${work}: it is about ${kind === 'text' ? 'generating text' : 'fine-tuning'}.`,
        ],
  );
}

import { expect, it } from 'vitest';
import { parseWorkloads } from '../../../src/answers/parse-answers.ts';

it.each([
  ['LLM', 'chat'],
  ['chatbot', 'chat'],
  ['Stable Diffusion', 'image'],
  ['LoRA', 'finetune'],
  ['programming', 'coding'],
  ['documents', 'rag'],
])('%s is called %s here', (said, id) => expect(parseWorkloads([said]).map((w) => w.id)).toEqual([id]));

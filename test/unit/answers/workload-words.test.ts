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

it('several may be joined as in a sentence', () => {
  expect(parseWorkloads(['chat and coding & image']).map((w) => w.id)).toEqual(['chat', 'coding', 'image']);
  expect(parseWorkloads(['chat=3 + image=1'])).toEqual([
    { id: 'chat', weight: 3 },
    { id: 'image', weight: 1 },
  ]);
});

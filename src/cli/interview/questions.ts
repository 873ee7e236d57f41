import { listed } from '../../answers/choice.ts';
import { parseKeptFree } from '../../answers/kept-free.ts';
import { modelId } from '../../answers/model-id.ts';
import { BUDGET, parseAmount, USERS } from '../../answers/numbers.ts';
import { ownedAnswers } from '../../answers/owned-said.ts';
import { parseWorkloads, type RawAnswers, refuseForeignModel } from '../../answers/parse-answers.ts';
import { modelNamed, ownedNamed } from '../../recommend/prose/names.ts';
import { CLOUD } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { ownedThing } from '../../schema/owned.ts';
import { BARE_PC, PRIORITIES, WORKLOADS } from '../../schema/vocabulary.ts';
import { grouped, tokens, usd } from '../../units/format.ts';
import { HOW_OFTEN, OTHER, onlyJob, TOKENS_A_DAY, workloads } from './how-often.ts';
import type { Question } from './question.ts';

const tokenCount = (text: string): number => parseAmount(text, 'tokens', { binary: true, whole: true });

const TEXT = ['chat', 'rag', 'coding', 'batch'];
const serves = (so: RawAnswers) => workloads(so).includes('serving');
/** Pictures, video and training have a usual model, one for each of them; none where text takes the best that fits. */
const usualModels = (catalog: Catalog, so: RawAnswers): readonly string[] => {
  const usual = parseWorkloads(so.workload ?? []).map(
    ({ id }) => catalog.workloads[id].defaults.model?.value,
  );
  return usual.includes(undefined) ? [] : usual.filter((id) => id !== undefined);
};
/** What each of the works takes as a rule, one figure where they agree: "2k", or "chat 2k, coding 16k". */
const usually = (catalog: Catalog, so: RawAnswers, of: 'prompt_tokens' | 'users'): string => {
  const usual = WORKLOADS.filter((id) => workloads(so).includes(id)).flatMap((id) => {
    const value = catalog.workloads[id].defaults[of]?.value;
    return value === undefined ? [] : [{ id, said: tokens(value) }];
  });
  const [first] = usual;
  if (first && usual.every(({ said }) => said === first.said)) return first.said;
  return usual.map(({ id, said }) => `${id} ${said}`).join(', ');
};
/** What does that work on other chips, too, for those who do not know whether theirs does. */
const withoutCuda = (catalog: Catalog, so: RawAnswers): string => {
  const said = workloads(so);
  const kinds = WORKLOADS.filter((id) => said.includes(id)).map((id) => catalog.workloads[id].kind);
  if (kinds.length === 0 || kinds.includes('text')) return 'llama.cpp, Ollama, LM Studio, MLX run anywhere';
  return kinds.includes('finetune') ? 'Unsloth and PEFT train on AMD, too' : 'ComfyUI runs anywhere';
};
const reads = (so: RawAnswers) => workloads(so).some((w) => TEXT.includes(w));
const trains = (so: RawAnswers) => workloads(so).includes('finetune');

/**
 * Asked in the order experts ask: what for, CUDA, which model, how much, what you own, money, condition, OS. Of those
 * about "how much" (method, users, text, how often) only the weightiest is asked, so no path has more than eight questions;
 * what few care for waits on the review screen. Who trains is asked how and how often, and not for an operating system.
 */
export const QUESTIONS: readonly Question[] = [
  {
    key: 'workload',
    label: 'What for',
    type: 'tick',
    least: 1,
    message: 'What will it run?',
    otherwise: 'nothing yet',
    choices: (catalog) =>
      WORKLOADS.map((value) => ({
        value,
        name: catalog.workloads[value].name,
        description: catalog.workloads[value].consequence,
      })),
  },
  {
    key: 'cuda',
    label: 'CUDA',
    type: 'choose',
    message: 'Do your tools need NVIDIA CUDA?',
    otherwise: 'no',
    initial: 'none',
    when: (so) => so.os !== 'macos',
    choices: (catalog, so) => [
      { value: 'none', name: 'no', description: `or unsure: ${withoutCuda(catalog, so)}` },
      { value: 'preferred', name: 'it would help', description: 'NVIDIA gets the benefit of the doubt' },
      { value: 'required', name: 'yes', description: 'my tools only run on NVIDIA: the rest is out' },
    ],
  },
  {
    key: 'model',
    label: 'Model',
    type: 'write',
    message: 'A model it must run?',
    explained: 'A model is the program that answers; those with open weights run at home.',
    otherwise: (catalog, so) =>
      usualModels(catalog, so)
        .map((id) => modelNamed(id, catalog))
        .join(', ') || 'the best that fits',
    such: (catalog, so) => usualModels(catalog, so)[0] ?? 'gpt-oss-120b',
    many: true,
    check: (text, catalog, so) => {
      for (const m of listed([text]))
        refuseForeignModel(modelId(m, catalog, 'model'), parseWorkloads(so.workload ?? []), catalog, 'model');
    },
    means: (text, catalog) =>
      listed([text])
        .map((m) => modelNamed(modelId(m, catalog, 'model'), catalog))
        .join(', '),
  },
  {
    key: 'method',
    label: 'Training',
    type: 'choose',
    message: 'How will you fine-tune?',
    otherwise: 'QLoRA',
    initial: 'qlora',
    when: trains,
    choices: () => [
      { value: 'qlora', name: 'QLoRA', description: 'weights at 4 bits: one card is often enough' },
      { value: 'lora', name: 'LoRA', description: 'weights at 16 bits: three to four times the memory' },
      { value: 'full', name: 'all weights', description: 'gradients and optimizer too: servers' },
    ],
  },
  {
    key: 'users',
    label: 'Users',
    type: 'write',
    message: 'How many people or agents at the same time?',
    explained: 'Of those who use it, how many wait for an answer at one moment; agents count, too.',
    otherwise: (catalog, so) => `${usually(catalog, so, 'users')}${serves(so) ? ', as in a team' : ''}`,
    when: (so) => (serves(so) || reads(so)) && !trains(so),
    // One person as a rule; several who share a coder are a line further on.
    onlyInReview: (so) => !serves(so),
    check: (text) => {
      parseAmount(text, 'users', USERS);
    },
  },
  {
    key: 'promptTokens',
    label: 'Text at once',
    type: 'choose',
    message: 'How much text goes in at once?',
    otherwise: 'the usual',
    initial: '',
    when: (so) => reads(so) && !serves(so) && !trains(so),
    choices: (catalog, so) => [
      {
        value: '',
        name: 'the usual',
        description: `what that work needs: ${usually(catalog, so, 'prompt_tokens')} tokens`,
      },
      { value: '1k', name: 'short questions', description: 'about 1,000 tokens: decode decides' },
      { value: '8k', name: 'a chapter', description: 'about 8,000 tokens: the first word takes a while' },
      { value: '32k', name: 'long documents', description: 'about 32,000 tokens: prefill decides' },
      { value: '100k', name: 'a book', description: 'about 100,000 tokens: few answer within a minute' },
    ],
    other: {
      choice: { value: OTHER, name: 'another amount', description: 'in tokens, as 4,000 or 64k' },
      message: 'How many tokens go in at once?',
      explained: 'What it reads before it answers: question, text and files. Four tokens are three words.',
      such: '64k',
      check: (text) => {
        tokenCount(text);
      },
      means: (text) => `${grouped(tokenCount(text))} tokens`,
    },
  },
  HOW_OFTEN,
  {
    key: 'own',
    label: 'You own',
    type: 'write',
    message: 'A graphics card, PC, laptop or Mac that you already have?',
    explained: 'What you have may be enough, or take a card: then you pay for that alone.',
    otherwise: 'none',
    such: 'RTX 3090, pc 64GB or Mac mini M4 Pro 48GB',
    nothingSo:
      'Type its graphics card or chip, such as RTX 4060 or M3 Max; pc where it has none; or nothing at all.',
    many: true,
    check: (text, catalog) => {
      ownedAnswers([text], catalog, 'own');
    },
    means: (text, catalog) => {
      const ids = ownedAnswers([text], catalog, 'own');
      const named = [...new Set(ids)].map((id) => {
        const count = ids.filter((other) => other === id).length;
        return `${count > 1 ? `${count}x ` : ''}${ownedNamed(id, catalog)}`;
      });
      // Whose card was not said is advised as if there were none: here they see that.
      const bare = ids.length > 0 && ids.every((id) => ownedThing(id).id === BARE_PC);
      return `${named.join(', ') || 'none'}${bare ? ', no graphics card' : ''}`;
    },
  },
  {
    key: 'budget',
    label: 'Budget',
    type: 'write',
    message: 'Budget for everything you buy, in US dollars?',
    explained: 'The most you will pay, without tax: what costs more is left out.',
    otherwise: 'no limit',
    such: '4,000',
    check: (text) => {
      parseAmount(text, 'budget', BUDGET);
    },
    means: (text) => usd(parseAmount(text, 'budget', BUDGET)),
  },
  {
    key: 'condition',
    label: 'Condition',
    type: 'choose',
    message: 'New or used?',
    otherwise: 'new only',
    initial: 'new',
    choices: () => [
      { value: 'new', name: 'new only', description: 'warranty; no second-hand cards' },
      { value: 'any', name: 'used is fine', description: 'most memory and speed per dollar, no warranty' },
    ],
  },
  {
    key: 'os',
    label: 'OS',
    type: 'choose',
    message: 'Which operating system?',
    otherwise: 'no preference',
    initial: 'any',
    onlyInReview: (so) => trains(so) && onlyJob(so) !== null,
    choices: (_, so) => [
      { value: 'any', name: 'no preference', description: 'most choice' },
      { value: 'linux', name: 'Linux', description: 'most engines, most usable memory' },
      {
        value: 'windows',
        name: 'Windows',
        description: 'no Macs and no Linux-only boxes; less memory usable',
      },
      // A Mac has no CUDA: that answer has been given.
      ...(so.cuda === 'required' ? [] : [{ value: 'macos', name: 'macOS', description: 'Macs only' }]),
    ],
  },
  {
    key: 'form',
    label: 'Shape',
    type: 'choose',
    message: 'What shape?',
    otherwise: 'any',
    initial: 'any',
    onlyInReview: true,
    choices: () => [
      { value: 'any', name: 'any', description: 'most speed per dollar' },
      { value: 'laptop', name: 'a laptop', description: 'pays for screen and battery with speed' },
      { value: 'mini', name: 'a small box', description: 'Mac mini, Strix Halo, DGX Spark and their like' },
      { value: 'tower', name: 'a tower', description: 'PCs and workstations with room for cards' },
      { value: 'desktop', name: 'for the desk', description: 'everything but laptops' },
    ],
  },
  {
    key: 'not',
    label: 'Left out',
    type: 'tick',
    least: 0,
    message: 'What is out of the question?',
    otherwise: 'nothing',
    onlyInReview: true,
    choices: (_, so) => [
      { value: CLOUD, name: 'the cloud', description: 'no API, nothing rented: texts stay in the house' },
      { value: 'rig', name: 'building', description: 'no PC to put together, no card to fit in' },
      // What a flag named stays marked.
      ...(so.not ?? [])
        .filter((value) => value !== CLOUD && value !== 'rig')
        .map((value) => ({ value, name: value })),
    ],
  },
  {
    key: 'keepFree',
    label: 'Kept free',
    type: 'write',
    message: 'How much memory does something else hold: a voice, a game?',
    explained: 'What runs at the same time takes memory from the model: all of it together.',
    otherwise: 'nothing',
    such: '8GB',
    onlyInReview: true,
    check: (text) => {
      parseKeptFree(text, 'kept-free');
    },
    means: (text) => `${parseKeptFree(text, 'kept-free')} GiB`,
  },
  {
    key: 'priority',
    label: 'Counts most',
    type: 'tick',
    least: 0,
    message: 'What counts more than usual?',
    otherwise: 'nothing in particular',
    onlyInReview: true,
    choices: (catalog) =>
      PRIORITIES.map((value) => ({
        value,
        name: value,
        description: catalog.scoring.priorities[value].reason,
      })),
  },
  TOKENS_A_DAY,
];

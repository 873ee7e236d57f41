import type { Catalog } from '../schema/catalog.ts';
import { listed } from './choice.ts';
import { parseAmount } from './numbers.ts';
import type { RawAnswers } from './parse-answers.ts';
import { machineId, modelId } from './resolve.ts';

interface Choice {
  readonly value: string;
  readonly name: string;
  /** One line: what choosing this means. */
  readonly description?: string;
}

/** One question of the interview. `key` is the flag it fills, so an answer is the same thing as a flag. */
export interface Question {
  readonly key: keyof RawAnswers;
  readonly type: 'select' | 'checkbox' | 'input';
  readonly message: string;
  readonly choices?: (catalog: Catalog) => Choice[];
  /** Pre-selected value of a select, or the text Enter stands for. */
  readonly initial?: string;
  /** Skipped when an earlier answer (or flag) settles it. */
  readonly when?: (so: RawAnswers) => boolean;
  /** For free text: throws what is wrong with it. Empty text means "no answer" and is never checked. */
  readonly check?: (text: string, catalog: Catalog) => void;
  readonly hint?: string;
}

const TEXT = ['chat', 'rag', 'coding', 'serving', 'batch'];
const workloads = (so: RawAnswers) => listed(so.workload ?? []).map((w) => w.split('=')[0] ?? w);
const isText = (so: RawAnswers) => workloads(so).some((w) => TEXT.includes(w));

/** Asked in the order experts ask (what for, CUDA, which model, how long or how many, what you own, money, OS, taste). */
export const QUESTIONS: readonly Question[] = [
  {
    key: 'workload',
    type: 'checkbox',
    message: 'What will it run?',
    choices: (catalog) =>
      Object.entries(catalog.workloads).map(([value, w]) => ({
        value,
        name: w.name,
        description: w.consequence,
      })),
    hint: 'Space selects, Enter goes on',
  },
  {
    key: 'cuda',
    type: 'select',
    message: 'Do your tools need NVIDIA CUDA?',
    initial: 'none',
    choices: () => [
      { value: 'none', name: 'no', description: 'llama.cpp, Ollama, LM Studio, MLX: any vendor will do' },
      { value: 'preferred', name: 'it would help', description: 'NVIDIA gets the benefit of the doubt' },
      {
        value: 'required',
        name: 'yes, required',
        description: 'my tools only run on NVIDIA: everything else is out',
      },
    ],
    when: (so) => so.os !== 'macos',
  },
  {
    key: 'model',
    type: 'input',
    message: 'A model it must run?',
    hint: 'a name such as gpt-oss-120b; Enter lets the advisor choose the best that fits',
    check: (text, catalog) => {
      for (const m of listed([text])) modelId(m, catalog, 'model');
    },
  },
  {
    key: 'promptTokens',
    type: 'select',
    message: 'How much text goes in at once?',
    initial: '',
    when: (so) => isText(so) && !workloads(so).includes('serving'),
    choices: () => [
      {
        value: '',
        name: 'the usual for that work',
        description: 'the default of the workload, printed with the answer',
      },
      { value: '1k', name: 'short questions', description: 'about 1,000 tokens: decode speed decides' },
      {
        value: '8k',
        name: 'a chapter or a few files',
        description: 'about 8,000 tokens: the wait for the first word begins to count',
      },
      {
        value: '32k',
        name: 'long documents or a code base',
        description: 'about 32,000 tokens: prefill decides, and slow boxes fall away',
      },
      {
        value: '100k',
        name: 'a book',
        description: 'about 100,000 tokens: few machines answer within a minute',
      },
    ],
  },
  {
    key: 'users',
    type: 'input',
    message: 'How many people or agents at the same time?',
    hint: 'Enter for the usual',
    when: (so) => workloads(so).includes('serving'),
    check: (text) => {
      parseAmount(text, 'users', { whole: true });
    },
  },
  {
    key: 'own',
    type: 'input',
    message: 'A card or machine you already have?',
    hint: 'a name such as rtx-3090 or mac-studio-m2-max-64; Enter for none',
    check: (text, catalog) => {
      for (const o of listed([text])) machineId(o, catalog, 'own');
    },
  },
  {
    key: 'budget',
    type: 'input',
    message: 'Most you will pay for the whole system, in US dollars?',
    hint: '4000 or 4,000; Enter for no limit',
    check: (text) => {
      parseAmount(text, 'budget', { money: true });
    },
  },
  {
    key: 'condition',
    type: 'select',
    message: 'New or used?',
    initial: 'new',
    choices: () => [
      { value: 'new', name: 'new only', description: 'warranty; no second-hand cards' },
      {
        value: 'any',
        name: 'used is fine',
        description: 'second-hand cards: most memory and speed per dollar, no warranty',
      },
    ],
  },
  {
    key: 'os',
    type: 'select',
    message: 'Which operating system?',
    initial: 'any',
    when: (so) => so.cuda !== 'required' && !workloads(so).includes('serving'),
    choices: () => [
      { value: 'any', name: 'no preference', description: 'most choice' },
      { value: 'linux', name: 'Linux', description: 'most engines, most usable memory' },
      {
        value: 'windows',
        name: 'Windows',
        description: 'rules out the DGX Spark and Macs; unified boxes give less memory to the GPU',
      },
      { value: 'macos', name: 'macOS', description: 'Macs only' },
    ],
  },
];

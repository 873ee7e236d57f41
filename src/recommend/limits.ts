import type { Answers } from '../schema/answers.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Flip, WorkloadNeed } from '../schema/document.ts';
import { tokens, usd } from '../units/format.ts';
import { FORM_NAMES } from './form.ts';
import { formatName, OS_NAMES } from './prose/names.ts';

/** Something the buyer insists on that keeps machines out, and what it would be to give it up. */
export interface Limit {
  readonly change: Exclude<Flip['change'], 'price' | 'as_of' | 'several'>;
  /** As a part of "X and Y leave nothing". */
  readonly name: string;
  /** The beginning of a sentence about the market without it. */
  readonly without: string;
  /** What would be said instead: the least that can be asked. */
  readonly instead: Partial<Answers>;
  readonly from: string | number;
  readonly to: string | number | null;
}

/** The limits of these answers: those on the machine first, then those on the work. */
export function limitsOf(a: Answers, needs: readonly WorkloadNeed[], catalog: Catalog): Limit[] {
  const limits: (Limit | false)[] = [
    a.budget_usd !== null && {
      change: 'budget',
      name: `a budget of ${usd(a.budget_usd)}`,
      without: 'With any budget',
      instead: { budget_usd: null },
      from: a.budget_usd,
      to: null,
    },
    a.os !== 'any' && {
      change: 'os',
      name: OS_NAMES[a.os],
      without: `If it need not run ${OS_NAMES[a.os]}`,
      instead: { os: 'any' },
      from: a.os,
      to: 'any',
    },
    a.form !== 'any' && {
      change: 'form',
      name: FORM_NAMES[a.form],
      without: `If it need not be ${FORM_NAMES[a.form]}`,
      instead: { form: 'any' },
      from: a.form,
      to: 'any',
    },
    a.cuda === 'required' && {
      change: 'cuda',
      name: 'CUDA',
      without: 'Without CUDA',
      instead: { cuda: 'none' },
      from: a.cuda,
      to: 'none',
    },
    a.condition !== 'any' && {
      change: 'condition',
      name: `only ${a.condition} machines`,
      without: `With ${a.condition === 'new' ? 'used' : 'new'} machines, too`,
      instead: { condition: 'any' },
      from: a.condition,
      to: 'any',
    },
    ...onTheWork(a, needs, catalog),
  ];
  return limits.filter((l) => l !== false);
}

function onTheWork(a: Answers, needs: readonly WorkloadNeed[], catalog: Catalog): (Limit | false)[] {
  const nameOf = (id: string) => catalog.models[id]?.name ?? catalog.diffusion[id]?.name ?? id;
  const models = a.models.map(nameOf).join(' and ');
  const context = Math.max(...needs.map((n) => n.context ?? 0));
  const lengths = [a.context, a.prompt_tokens, a.output_tokens];
  return [
    a.models.length > 0 && {
      change: 'model',
      name: models,
      without: `With another model than ${models}`,
      instead: { models: [] },
      from: a.models.join(','),
      to: null,
    },
    a.quant !== null && {
      change: 'quant',
      name: catalog.quants[a.quant]?.name ?? a.quant,
      without: 'In another format',
      instead: { quant: null },
      from: a.quant,
      to: null,
    },
    a.method !== null && {
      change: 'method',
      name: formatName(a.method),
      without: `With a lighter method than ${formatName(a.method)}`,
      instead: { method: null },
      from: a.method,
      to: null,
    },
    lengths.some((l) => l !== null) && {
      change: 'context',
      name: `a context of ${tokens(context)} tokens`,
      without: 'With the usual context',
      instead: { context: null, prompt_tokens: null, output_tokens: null },
      from: context,
      to: null,
    },
    a.users !== null && {
      change: 'users',
      name: a.users === 1 ? 'one user' : `${a.users} users at once`,
      without: 'With the usual number of users',
      instead: { users: null },
      from: a.users,
      to: null,
    },
  ];
}

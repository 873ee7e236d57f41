import type { Answers } from '../../schema/answers.ts';
import { CLOUD } from '../../schema/called.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Flip, WorkloadNeed } from '../../schema/document.ts';
import { grouped, tokens, usd } from '../../units/format.ts';
import { type Gib, gibAsSold } from '../../units/units.ts';
import { FORM_NAMES } from '../form.ts';
import { wordsNamed } from '../prose/machine-words.ts';
import { formatName, modelNamed, OS_NAMES } from '../prose/names.ts';

/** Something the buyer insists on that keeps machines out, and what it means to give it up. */
export interface Limit {
  readonly change: Exclude<Flip['change'], 'price' | 'as_of' | 'several'>;
  /** As a part of "X and Y leave nothing". */
  readonly name: string;
  /** The beginning of a sentence about the market without it. */
  readonly without: string;
  /** What would be said instead: whatever asks for least. */
  readonly instead: Partial<Answers>;
  readonly from: string | number;
  readonly to: string | number | null;
}

/** The limits of these answers: those on the machine first, then those on the work. */
export function limitsOf(a: Answers, needs: readonly WorkloadNeed[], catalog: Catalog): Limit[] {
  const makers = wordsNamed(a, catalog);
  const limits: (Limit | false)[] = [
    a.budget_usd !== null && {
      change: 'budget',
      name: `a budget of ${usd(a.budget_usd)}`,
      without: 'With any budget',
      instead: { budget_usd: null },
      from: a.budget_usd,
      to: null,
    },
    a.os !== 'any' && setting(a, 'os', 'any', OS_NAMES[a.os], `If it need not run ${OS_NAMES[a.os]}`),
    a.form !== 'any' &&
      setting(a, 'form', 'any', FORM_NAMES[a.form], `If it need not be ${FORM_NAMES[a.form]}`),
    makers.not !== null && {
      change: 'not',
      name: `leaving out ${makers.not}`,
      without: `With ${makers.not}, too`,
      instead: { not: (a.not ?? []).filter((word) => word === CLOUD) },
      from: (a.not ?? []).filter((word) => word !== CLOUD).join(','),
      to: null,
    },
    makers.only !== null && {
      change: 'only',
      name: `only ${makers.only}`,
      without: `With others than ${makers.only}, too`,
      instead: { only: [] },
      from: (a.only ?? []).join(','),
      to: null,
    },
    a.cuda === 'required' && setting(a, 'cuda', 'none', 'CUDA', 'Without CUDA'),
    a.condition !== 'any' &&
      setting(
        a,
        'condition',
        'any',
        `only ${a.condition} machines`,
        `With ${a.condition === 'new' ? 'used' : 'new'} machines, too`,
      ),
    ...onTheWork(a, needs, catalog),
  ];
  return limits.filter((l) => l !== false);
}

/** The limit set by a choice among a few; `to` is the choice that asks for least. */
const setting = <K extends 'os' | 'form' | 'cuda' | 'condition'>(
  a: Answers,
  change: K,
  to: Answers[K],
  name: string,
  without: string,
): Limit => ({ change, name, without, instead: { [change]: to }, from: a[change], to });

/** Memory kept for something else, and what it is to keep none; false where none is kept. */
export const nothingKept = (a: Answers): Limit | false =>
  a.keep_free_gib !== undefined && {
    change: 'keep_free',
    name: `${grouped(a.keep_free_gib)} GiB kept free`,
    without: 'With nothing kept free',
    instead: { keep_free_gib: NOTHING_KEPT },
    from: a.keep_free_gib,
    to: 0,
  };

const NOTHING_KEPT: Gib = gibAsSold(0);

function onTheWork(a: Answers, needs: readonly WorkloadNeed[], catalog: Catalog): (Limit | false)[] {
  const models = a.models.map((id) => modelNamed(id, catalog)).join(' and ');
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
    nothingKept(a),
  ];
}

import type { Reason } from '../../schema/document.ts';
import { type FormWish, NO_DAY_YET, type Severity } from '../../schema/vocabulary.ts';
import { duration, gib, significant, tokens, usd } from '../../units/format.ts';
import { inShell } from '../../units/in-shell.ts';
import { FORM_NAMES } from '../form.ts';

/** Arguments of a reason: plain values, already in the unit the code names. */
export type ReasonArgs = Readonly<Record<string, string | number | null>>;

const n = (v: ReasonArgs[string] | undefined): number => (typeof v === 'number' ? v : Number.NaN);
const s = (v: ReasonArgs[string] | undefined): string =>
  v === null || v === undefined ? 'unknown' : String(v);

/**
 * The sentences of reasons. Codes are the promise, sentences are not. Rules bring their own template (`because`), and what
 * would change an answer, or stand instead of it, is told where it is found.
 */
const TEXTS = {
  // Why a system is out.
  generic: () => 'stands for a class of machines and is not sold itself',
  owned: () => 'is what you have',
  not_released: (a: ReasonArgs) =>
    a['released'] && a['released'] !== NO_DAY_YET
      ? `not on sale yet on that day (released ${s(a['released'])})`
      : 'announced, but not on sale on that day',
  not_sold: (a: ReasonArgs) =>
    `no longer sold new (ended ${s(a['ended'])}); --condition any looks at used ones`,
  no_price: (a: ReasonArgs) => {
    const asked = s(a['condition']);
    const other = asked === 'used' ? 'new' : 'used';
    return asked === 'new' || asked === 'used'
      ? `no trustworthy price of a ${asked} one is known; --condition any looks at ${other} ones too, and --price ID=USD gives your own`
      : 'no trustworthy price is known; --price ID=USD gives your own';
  },
  over_budget: (a: ReasonArgs) =>
    `costs about ${usd(n(a['price_usd']))}, over the budget of ${usd(n(a['budget_usd']))}`,
  wrong_os: (a: ReasonArgs) => `does not run ${s(a['os'])} (it runs ${s(a['has'])})`,
  wrong_form: (a: ReasonArgs) =>
    `is not ${FORM_NAMES[s(a['form']) as FormWish]} (its form is ${s(a['has'])})`,
  left_out: (a: ReasonArgs) => `left out as you asked (--not ${inShell(s(a['word']))})`,
  not_among: (a: ReasonArgs) => `not of what alone you asked for (--only ${inShell(s(a['words']))})`,
  no_cuda: () => 'has no CUDA',
  no_engine: (a: ReasonArgs) =>
    `no engine we would advise does ${s(a['workload'])} on it${a['quant'] ? ` at ${s(a['quant'])}` : ''}`,
  no_model: (a: ReasonArgs) =>
    `no model known to us is fit for ${s(a['workload'])}${a['context'] ? ` and made for ${tokens(n(a['context']))} tokens of context` : ''}`,
  no_estimate: (a: ReasonArgs) => `its speed for ${s(a['workload'])} cannot be estimated: ${s(a['missing'])}`,
  does_not_fit: (a: ReasonArgs) =>
    `${s(a['model'])} needs ${gib(n(a['needs_gib']))} and it has ${gib(n(a['usable_gib']))} for it`,
  // Why a system is where it is: whole sentences.
  cheapest_that_runs_it: (a: ReasonArgs) => `The cheapest of ${s(a['of'])} systems that do this comfortably.`,
  cheaper_than_next: (a: ReasonArgs) =>
    `${usd(n(a['saves_usd']))} less than ${s(a['than'])}, ${s(a['place'])}.`,
  fastest_decode: (a: ReasonArgs) =>
    `The fastest decode of all that qualify: ${significant(n(a['decode_tok_s']), n(a['digits']))} tok/s at ${tokens(n(a['depth']))} depth.`,
  decode_margin: (a: ReasonArgs) =>
    `Decodes ${significant(n(a['ratio']), 2)} times as fast as ${s(a['than'])}${s(a['running'])}, ${s(a['place'])}.`,
  first_token_margin: (a: ReasonArgs) =>
    `Shows the first token after ${duration(n(a['ttft_s']))}, ${significant(n(a['ratio']), 2)} times sooner than ${s(a['than'])}${s(a['running'])}.`,
  reads_along: (a: ReasonArgs) =>
    `Decodes at ${significant(n(a['decode_tok_s']), n(a['digits']))} tok/s at ${tokens(n(a['depth']))} depth: ${s(a['feels'])}.`,
  fits_with_room: (a: ReasonArgs) =>
    `${s(a['model'])} takes ${gib(n(a['footprint_gib']))} of ${gib(n(a['usable_gib']))}, and context can grow to ${tokens(n(a['max_context']))} tokens${a['usual_depth'] === undefined ? '' : ` for one user while each other holds ${tokens(n(a['usual_depth']))}`}.`,
  best_model: (a: ReasonArgs) =>
    `Runs ${s(a['model'])} comfortably, of all models that fit here the most useful for this work.`,
  job_margin: (a: ReasonArgs) =>
    `${s(a['job'])} takes ${duration(n(a['seconds']))}, against ${duration(n(a['theirs_s']))} on ${s(a['than'])}${s(a['running'])}, ${s(a['place'])}.`,
  job_time: (a: ReasonArgs) => `${s(a['job'])} takes ${duration(n(a['seconds']))}.`,
  quiet: (a: ReasonArgs) => `${s(a['how'])} under load.`,
  turnkey: () => 'Works out of the box: nothing to assemble.',
  cuda_native: () => 'Runs CUDA, which most tools expect.',
  // What limits what is said of one.
  memory_setting: (a: ReasonArgs) =>
    `${gib(n(a['usable_gib']))} for models take a setting first (${s(a['setting'])}): without it ${s(a['model'])} may not load.`,
  modelled_only: (a: ReasonArgs) =>
    `No published measurement comes near ${s(a['model'])} on this machine: its speeds are modelled, and ${s(a['settles'])} would settle them.`,
  shortened_sequences: (a: ReasonArgs) =>
    `Sequences of ${tokens(n(a['length']))} tokens, half of what recipes use or less: longer ones have no room.`,
  beyond_capacity: (a: ReasonArgs) =>
    `Does at most about ${tokens(n(a['most']))} tokens a day, read and written, and you ask for ${tokens(n(a['asked']))}: it takes ${s(a['machines'])} of them, or a service.`,
  beyond_hours: (a: ReasonArgs) =>
    `Does at most about ${significant(n(a['most']), 2)} ${s(a['what'])} in 24 hours, fewer than you ask for: it takes ${s(a['machines'])} of them, or a service.`,
  beyond_users: (a: ReasonArgs) =>
    `Bears at most about ${tokens(n(a['most']))} users all active at once, and you ask for ${tokens(n(a['asked']))}: it takes ${s(a['machines'])} of them, or users of whom many are idle.`,
} as const;

/** The reason of a code, with its sentence; code and arguments come from the stages. */
export const reason = (
  code: keyof typeof TEXTS,
  args: ReasonArgs,
  severity: Severity = 'info',
  sources: string[] = [],
): Reason => ({ code, severity, text: (TEXTS[code] as (a: ReasonArgs) => string)(args), sources });

/** A reason whose sentence is made where it is found; of our own arithmetic, unless it cites somebody. */
export const toldReason = (
  code: string,
  text: string,
  severity: Severity = 'info',
  sources: string[] = [],
): Reason => ({ code, severity, text, sources });

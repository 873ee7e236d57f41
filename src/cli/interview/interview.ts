import type { RawAnswers } from '../../answers/parse-answers.ts';
import { askOne, spoken, type Talk } from './answering-one.ts';
import { BACK, type Back } from './asker.ts';
import { withoutForeignModels } from './foreign-models.ts';
import type { Question } from './question.ts';
import { QUESTIONS } from './questions.ts';

/** How many systems the answers so far leave, and of how many. */
export interface Left {
  readonly left: number;
  readonly of: number;
}
export type Count = (so: RawAnswers) => Left | Promise<Left>;

/** What an interview needs besides the answers. */
export interface CountedTalk extends Talk {
  readonly count: Count;
  /** Told of every answer, with all there are then. */
  readonly answered?: (so: RawAnswers) => void;
}

interface Step {
  readonly question: Question;
  /** The answers when it was asked. */
  readonly before: RawAnswers;
  /** Takes its lines off the screen. */
  readonly takeBack: () => void;
}
/** The questions asked so far: what can be stepped back along, also from the list of all answers. */
interface Trail {
  path: Step[];
  /** By question the answer that it was given last: where it starts when it is asked again. */
  readonly starts: Map<string, RawAnswers>;
  /** The answers where `stepBack` left off; null where nothing was stepped back. */
  so: RawAnswers | null;
}
export const newTrail = (): Trail => ({ path: [], starts: new Map(), so: null });

const applies = (question: Question, so: RawAnswers): boolean => question.when?.(so) ?? true;
const waits = ({ onlyInReview }: Question, so: RawAnswers): boolean =>
  typeof onlyInReview === 'function' ? onlyInReview(so) : onlyInReview === true;

/**
 * Asks what the flags left open and returns flags: an interview is a way to write a command line. Stepping back asks
 * the question before again, with the answer given as the start. A trail that `stepBack` shortened is gone on with.
 */
export async function interview(
  given: RawAnswers,
  talk: CountedTalk,
  trail: Trail = newTrail(),
): Promise<RawAnswers> {
  const { asker } = talk;
  if (trail.so === null) asker.say(`A few questions, then the answer. ${asker.howTo}`);
  const { path, starts } = trail;
  let so: RawAnswers = trail.so ?? { ...given };
  for (;;) {
    const asked = new Set<string>([...Object.keys(given), ...path.map((p) => p.question.key)]);
    const question = QUESTIONS.find((q) => !asked.has(q.key) && !waits(q, so) && applies(q, so));
    if (!question) return so;
    const takeBack = asker.mark();
    asker.esc(path.length > 0 ? 'back' : null);
    const said = await askOne(question, { ...so, ...starts.get(question.key) }, talk);
    if (said === BACK) {
      takeBack();
      const last = path.pop();
      last?.takeBack();
      so = last?.before ?? so;
      continue;
    }
    path.push({ question, before: so, takeBack });
    const { [question.key]: answer } = said;
    starts.set(question.key, answer === undefined ? {} : { [question.key]: answer });
    const next = usable(said, talk);
    talk.answered?.(next);
    await sayCount(so, next, talk);
    so = next;
  }
}

/** Opens the last question again, with the answers as the list of them left them; false where none was asked. */
export function stepBack(trail: Trail, so: RawAnswers): boolean {
  const { path, starts } = trail;
  const keys = path.map(({ question }) => question.key);
  for (const key of keys) starts.set(key, so[key] === undefined ? {} : { [key]: so[key] });
  trail.path = path.map((step, i) => ({ ...step, before: without(so, keys.slice(i)) }));
  const last = trail.path.pop();
  last?.takeBack();
  trail.so = last?.before ?? null;
  return last !== undefined;
}

const without = (so: RawAnswers, keys: readonly string[]): RawAnswers =>
  Object.fromEntries(Object.entries(so).filter(([key]) => !keys.includes(key)));

/** The answers without models that the work cannot use, having said so. */
function usable(so: RawAnswers, { catalog, asker }: Talk): RawAnswers {
  if ((so.workload ?? []).length === 0) return so;
  const { so: rest, said } = withoutForeignModels(so, catalog);
  if (said !== null) asker.say(said);
  return rest;
}

/** Says how many systems are left when an answer changed that. */
async function sayCount(before: RawAnswers, after: RawAnswers, { asker, count }: CountedTalk): Promise<void> {
  if ((after.workload ?? []).length === 0) return;
  const { left, of } = await count(after);
  if ((before.workload ?? []).length > 0 && (await count(before)).left === left) return;
  asker.say(stillLeft(left, of));
}

function stillLeft(left: number, of: number): string {
  if (left === 0)
    return `None of ${of} systems qualifies any more: step back to change that, or go on to see what comes near.`;
  return left === 1 ? 'One system still qualifies.' : `${left} of ${of} systems still qualify.`;
}

const GO = 'go';

/**
 * Every answer on one screen: Enter gets the result, any line can be changed first. `esc`: whether there is a way back;
 * `so` has the changes made before it was taken.
 */
export async function reviewStep(
  given: RawAnswers,
  talk: CountedTalk,
  esc: 'back' | null,
): Promise<{ so: RawAnswers; back: boolean }> {
  const { catalog, asker } = talk;
  let so = given;
  for (;;) {
    const open = QUESTIONS.filter((q) => applies(q, so));
    const widest = Math.max(...open.map((q) => q.label.length));
    const choices = open.map((q) => ({
      value: q.key,
      name: `${q.label.padEnd(widest)}  ${spoken(q, so, catalog)}`,
    }));
    asker.esc(esc);
    const picked = await asker.pick('Enter for the answer, or pick a line to change it', [
      { value: GO, name: 'Get the answer' },
      ...choices,
    ]);
    if (picked === BACK) return { so, back: true };
    if (picked === GO) return { so, back: false };
    asker.esc('back');
    const question = open.find((q) => q.key === picked);
    const said = question ? await askOne(question, so, talk) : BACK;
    if (said === BACK) continue;
    const next = usable(stillAsked(said), talk);
    talk.answered?.(next);
    await sayCount(so, next, talk);
    so = next;
  }
}

/** The same for who comes from an answer, where going back changes nothing. */
export async function review(given: RawAnswers, talk: CountedTalk): Promise<RawAnswers | Back> {
  const { so, back } = await reviewStep(given, talk, 'back');
  return back ? BACK : so;
}

/** Without answers to questions that another answer has made pointless. */
function stillAsked(so: RawAnswers): RawAnswers {
  const pointless = new Set<string>(QUESTIONS.filter((q) => !applies(q, so)).map((q) => q.key));
  return Object.fromEntries(Object.entries(so).filter(([key]) => !pointless.has(key)));
}

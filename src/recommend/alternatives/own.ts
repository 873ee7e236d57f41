import type { Alternative, Performance, Reason } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { significant } from '../../units/format.ts';
import { hoursFromSeconds } from '../../units/units.ts';
import { beyondItsDay, overrunsDay } from '../doubts.ts';
import { type Evaluated, workOf } from '../evaluated.ts';
import { firedReason, type Judged } from '../judge.ts';
import { jobsDone, jobsPerDay, secondsOfJob } from '../outlook/jobs.ts';
import { ownedThings, pcMemory } from '../owned/pc-memory.ts';
import { isSeveral, modelName, wordsFor } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';
import type { AlternativesInput } from './alternatives.ts';
import { doesTheJob, isSound } from './does-the-job.ts';
import { heldAgainst } from './held-against.ts';
import { outdoes } from './outdoes.ts';
import { besidePick, stepUp } from './own-beside-pick.ts';
import { titled } from './titled.ts';
import { doing } from './work-in-words.ts';

/**
 * Keep what you own: each owned machine that does the whole job at a usable speed, best score first. It is the answer
 * where the pick is no better at the work, and, if it does as much in a day as is asked, where it runs the model that was
 * named, no grave rule being against it, and where the pick's score is ahead by less than anybody would feel. What is owned
 * scores by costing nothing: that makes up for a pick that is a little better at the work, not for one that runs what the
 * owned machine cannot. It is the answer, too, where little is asked: `hardly_used` says that a hosted API would do it for
 * a few dollars, and the few jobs of a day may be done within the hour, none of them taking more than a day.
 */
export function ownAlternatives(
  input: AlternativesInput,
  { hardly_used }: { readonly hardly_used: boolean },
): Alternative[] {
  const { needs, catalog } = input;
  const [pick] = input.field;
  const felt = constant(catalog.scoring, 'worthwhile_upgrade');
  return input.owned
    .map((e) => input.judge(e))
    .filter((j) => doesTheJob(j.evaluated, catalog, 'readable'))
    .sort((a, b) => (b.score.score ?? 0) - (a.score.score ?? 0))
    .map((j) => {
      const p = j.evaluated.outcomes[0]?.performance;
      const beaten = pick !== undefined && doesMore(pick, j);
      const gap = gapTo(pick, j);
      const enough = isEnough(j, pick, input);
      const { name } = j.evaluated.system;
      const answer =
        isSound(j.evaluated, needs, catalog) && (enough || hardly_used || doesSoon(j.evaluated, input));
      const step = answer && enough && beaten ? stepUp(gap, felt, name) : null;
      return {
        kind: 'own' as const,
        title: titled(`Your ${name} ${answer ? '' : 'already '}${doing(p, name)}`, answer),
        is_the_answer: answer,
        cost_usd: { value: 0, per: 'total' as const, source: 'own-price', observed: input.asOf },
        break_even_days: null,
        system: j.evaluated.system.id,
        decode_tok_s: p?.speed?.decode_tok_s ?? null,
        ...(pick && !beaten ? { nothing_better: true as const } : {}),
        reasons: [
          ...(answer && !enough ? [littleAsked] : []),
          // A machine that rules would keep out is no reason to think the work is done.
          ...(answer ? [] : j.exclusions.map((fired) => firedReason(fired, j.facts))),
          ...beyondItsDay(j, catalog),
          ...betterAside(j.evaluated, input),
          ...(pick ? gravely(j, pick) : []),
          ...hostMemory(j.evaluated, p, input),
          ...(pick ? besidePick(j.evaluated, pick.evaluated, step) : []),
        ],
      };
    });
}

type Weighing = Pick<AlternativesInput, 'answers' | 'needs' | 'catalog' | 'merit' | 'atWork'>;

/** Whether its owner would be told to keep it rather than buy the other. */
export const isKept = (mine: Judged, other: Judged, by: Weighing): boolean =>
  isSound(mine.evaluated, by.needs, by.catalog) && isEnough(mine, other, by);

function isEnough(mine: Judged, pick: Judged | undefined, by: Weighing): boolean {
  const { answers, catalog } = by;
  if (!doesTheJob(mine.evaluated, catalog, 'usable')) return false;
  if (!pick || !doesMore(pick, mine)) return true;
  if (overrunsDay(mine)) return false;
  // Advisers tell people who name a model, and have what runs it, to keep that, however much faster the pick is.
  // But that is said of what a machine does slowly, not of what a grave rule says it does badly.
  if (answers.models.length > 0 && gravely(mine, pick).length === 0) return true;
  return gapTo(pick, mine) < constant(catalog.scoring, 'worthwhile_upgrade') && isNearAtWork(mine, pick, by);
}

/** What rules hold against it as serious, and not against the pick. */
const gravely = (mine: Judged, pick: Judged): Reason[] =>
  heldAgainst(mine, pick)
    .filter(({ severity }) => severity === 'serious')
    .map((fired) => firedReason(fired, mine.facts));

/** Whether it does some of the work better, or gets done in a day what the owned machine does not. */
const doesMore = (pick: Judged, mine: Judged): boolean =>
  outdoes(pick.evaluated, mine.evaluated) || (overrunsDay(mine) && !overrunsDay(pick));

/** Points by which the pick is ahead, what is owned being free. */
const gapTo = (pick: Judged | undefined, mine: Judged): number =>
  (pick?.score.score ?? 0) - (mine.score.score ?? 0);

/** Whether it is not much worse than the pick, money aside: in all, or at the work itself. */
const isNearAtWork = (mine: Judged, pick: Judged, { merit, atWork, catalog }: Weighing): boolean =>
  [merit, atWork].some(
    (worth) =>
      (worth(mine.evaluated) ?? 0) >=
      (worth(pick.evaluated) ?? 0) - constant(catalog.scoring, 'own_shortfall'),
  );

/** Assumption: nobody is held up by jobs that take an hour a day, however much sooner another machine is done. */
const SOON_HOURS_PER_DAY = 1;

/** Assumption: whoever starts one waits a day for it and not longer, however seldom that is. */
const SOON_HOURS_PER_JOB = 24;

/** Whether only jobs are asked for, a stated number of them, and the machine does a day's share, and each, soon. */
function doesSoon(e: Evaluated, { answers, needs }: AlternativesInput): boolean {
  const work = workOf(e);
  const each = secondsOfJob(work);
  const done = jobsDone(work, jobsPerDay(answers));
  if (needs.length !== 1 || done === null || each === null) return false;
  return done.hours <= SOON_HOURS_PER_DAY && hoursFromSeconds(each) <= SOON_HOURS_PER_JOB;
}

/** Kept for how little it has to do, not for how well it does it. */
const littleAsked = toldReason(
  'own_little_asked',
  'So little is asked that what you own will do, weaker as it is.',
);

/**
 * An owned machine is judged by what fits on its cards whole, as machines on sale are. But an owner with main memory to
 * spare may keep it for a better mixture, whose experts lie there.
 */
function betterAside({ system, outcomes: [first] }: Evaluated, by: AlternativesInput): Reason[] {
  const ram_gb = system.host?.ram_gb;
  const aside = first?.also_runs?.().find((m) => m.experts_in_main_memory);
  if (!aside || ram_gb === undefined || aside.id === first?.performance.model?.id) return [];
  const said = pcMemory(ownedThings(by.answers.own, by.catalog), by.catalog) !== null;
  // With several it would not be clear which.
  const which = by.owned.length > 1 ? `Your ${system.name}` : 'Yours';
  const { s, its, them } = wordsFor(isSeveral(system.name));
  const memory = said
    ? `${ram_gb} GB of main memory`
    : `main memory, if the PC around ${them} has ${ram_gb} GB`;
  const rate = aside.decode_tok_s === null ? '' : ` at ${significant(aside.decode_tok_s, 2)} tok/s`;
  const text = `${which} also run${s} the better ${modelName(aside)}${rate}, with experts in ${its} ${memory}.`;
  return [toldReason('own_experts_aside', text)];
}

/** For a card that needs main memory for the model: how much was assumed, where nobody said. */
function hostMemory({ system }: Evaluated, p: Performance | undefined, by: Weighing): Reason[] {
  const ram_gb = system.host?.ram_gb;
  if (p?.fit?.status !== 'offload' || ram_gb === undefined) return [];
  if (pcMemory(ownedThings(by.answers.own, by.catalog), by.catalog)) return [];
  const text = `Taken for granted: ${ram_gb} GB of memory in the PC around ${wordsFor(isSeveral(system.name)).them}; say what there is as in --own "${system.id} + 64GB".`;
  return [toldReason('own_host_memory', text, 'caution')];
}

import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { WorkloadNeed } from '../../schema/document.ts';
import { constant } from '../../scoring/model.ts';
import { rememberedBy } from '../../units/remembered.ts';
import { ableOs } from '../candidate.ts';
import type { Evaluated, Outcome } from '../evaluated.ts';
import { makePerformer } from '../perform/performer.ts';
import { usefulnessFor } from '../perform/usefulness.ts';

interface Question {
  readonly answers: Answers;
  readonly needs: readonly WorkloadNeed[];
  readonly catalog: Catalog;
  readonly asOf: string;
  readonly owned: readonly Evaluated[];
  /** How good it is at the work, leaving money aside; null when nothing is known. */
  readonly merit: (e: Evaluated) => number | null;
}

/**
 * What is owned, as it runs beside a machine that could be bought. A model is chosen among those that fit with room to
 * spare, since nobody should buy for less; but what one has need not be comfortable to be kept. So where the model is
 * open, owned machines are tried with the other machine's, too, and shown with whichever makes more of them.
 */
export function makeOwnedBeside(question: Question): (other: Evaluated) => readonly Evaluated[] {
  const { answers, needs, catalog, asOf, owned, merit } = question;
  const running = rememberedBy(
    (models: readonly (string | null)[]) => models.join(' '),
    (models): readonly Evaluated[] => {
      const named = needs.map((need, i) => ({ ...need, models: models[i] ? [models[i]] : need.models }));
      const perform = makePerformer(catalog, answers, named, asOf);
      return owned.map((mine) => {
        const found = perform(mine.system, ableOs(mine.system, answers, catalog));
        const outcomes = mine.outcomes.map((o, i) => asOpen(o, found[i], needs[i], question) ?? o);
        const likewise = { ...mine, outcomes };
        const more = (merit(likewise) ?? 0) > (merit(mine) ?? 0);
        return more && !isLesser(likewise, mine) ? likewise : mine;
      });
    },
  );
  return (other) => {
    const models = other.outcomes.map((o) => (o.model_open ? (o.performance.model?.id ?? null) : null));
    return owned.length === 0 || models.every((m) => m === null) ? owned : running(models);
  };
}

/** Whether it runs a lesser model that is no faster, either: nobody would, just because another machine holds no more. */
const isLesser = (likewise: Evaluated, mine: Evaluated): boolean =>
  likewise.outcomes.some((o, i) => {
    const own = mine.outcomes[i];
    const [theirs, before] = [decodeOf(o), own ? decodeOf(own) : 0];
    return (o.quality ?? 0) < (own?.quality ?? 0) && theirs <= before;
  });

const decodeOf = ({ performance }: Outcome): number => performance.speed?.decode_tok_s?.value ?? 0;

/** A run of a named model, judged like a chosen one; null where nobody would choose it. */
function asOpen(
  own: Outcome,
  named: Outcome | undefined,
  need: WorkloadNeed | undefined,
  { answers, catalog }: Question,
): Outcome | null {
  if (!own.model_open || !named || !need || named.failure) return null;
  if ((named.quality_loss ?? 0) > constant(catalog.scoring, 'acceptable_quality_loss')) return null;
  const { room_gib } = own;
  const other = named.performance.model?.id;
  const also_runs = own.also_runs && (() => own.also_runs?.().filter(({ id }) => id !== other) ?? []);
  const enough = usefulnessFor(need, catalog, answers.priorities).enoughWith(named.quality);
  return { ...named, model_open: true, room_gib, also_runs, enough };
}

import type { Answers } from '../../schema/answers.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Device } from '../../schema/device.ts';
import type { Reason } from '../../schema/document.ts';
import type { System } from '../../schema/system.ts';
import type { FormClass } from '../../schema/vocabulary.ts';
import { enumerated } from '../../units/format.ts';
import { FORM_NAMES, hasForm } from '../form.ts';
import { isSeveral, wordsFor } from '../prose/names.ts';
import { toldReason } from '../prose/reason-text.ts';

/** The shape of what a chip is put into. */
const SHAPES: Readonly<Record<NonNullable<Device['stands_in']>, FormClass>> = {
  pc: 'tower',
  server: 'rack',
  laptop: 'laptop',
  board: 'mini-desktop',
};

/**
 * Whether what is owned may have the shape that is asked for. A machine has its own; a chip that of any machine it is
 * sold in; a card also that of a tower. A chip of which neither is known may be in anything.
 */
export function isOfForm(
  { id, form }: System,
  { form: wish }: Pick<Answers, 'form'>,
  catalog: Catalog,
): boolean {
  const device = catalog.devices[id];
  if (wish === 'any' || !device || catalog.systems[id]) return hasForm(form.class, wish);
  const shapes = Object.values(catalog.systems)
    .filter((s) => s.nodes === 1 && s.devices.some((d) => d.device === id))
    .map((s) => s.form.class);
  if (device.stands_in) shapes.push(SHAPES[device.stands_in]);
  else if (device.memory.kind === 'vram') shapes.push('tower');
  return shapes.length === 0 || shapes.some((shape) => hasForm(shape, wish));
}

/** What is owned and left out because another shape was asked for. */
export function ownedOfOtherForm(
  owned: readonly System[],
  answers: Pick<Answers, 'form'>,
  catalog: Catalog,
): Reason[] {
  const others = owned.filter((s) => !isOfForm(s, answers, catalog)).map((s) => s.name);
  if (others.length === 0) return [];
  const { is, it, does } = wordsFor(others.length > 1 || others.some(isSeveral));
  const text = `You asked for ${FORM_NAMES[answers.form]}, and your ${enumerated(others)} ${is} none: no answer to this, whatever ${it} ${does} of the work.`;
  return [toldReason('owned_other_form', text, 'caution')];
}

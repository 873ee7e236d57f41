import type { FormClass, FormWish } from '../schema/vocabulary.ts';

const PORTABLE: readonly FormClass[] = ['laptop', 'tablet'];
/** Closed cases with room to open and extend, which frames, racks and shelves of boxes are not. */
const TOWERS: readonly FormClass[] = ['tower', 'desktop'];

/** Whether a machine's shape is what the buyer asked for. */
export function hasForm(form: FormClass, wish: FormWish): boolean {
  switch (wish) {
    case 'any':
      return true;
    case 'laptop':
      return PORTABLE.includes(form);
    case 'mini':
      return form === 'mini-desktop';
    case 'tower':
      return TOWERS.includes(form);
    case 'desktop':
      return !PORTABLE.includes(form);
  }
}

/** A wish as part of a sentence. */
export const FORM_NAMES: Readonly<Record<FormWish, string>> = {
  laptop: 'a laptop',
  mini: 'a small box',
  tower: 'a tower',
  desktop: 'a machine for the desk',
  any: 'a machine',
};

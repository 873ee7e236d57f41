import type { FormClass, FormWish } from '../schema/vocabulary.ts';

const PORTABLE: readonly FormClass[] = ['laptop', 'tablet'];

/** Whether a machine's shape is what the buyer asked for. */
export function hasForm(form: FormClass, wish: FormWish): boolean {
  switch (wish) {
    case 'any':
      return true;
    case 'laptop':
      return PORTABLE.includes(form);
    case 'mini':
      return form === 'mini-desktop';
    case 'desktop':
      return !PORTABLE.includes(form);
  }
}

/** A wish as part of a sentence. */
export const FORM_NAMES: Readonly<Record<FormWish, string>> = {
  laptop: 'a laptop',
  mini: 'a small box',
  desktop: 'a machine for the desk',
  any: 'a machine',
};

import { FORMATS } from '../../schema/vocabulary.ts';
import type { CommandSpec } from '../commands.ts';
import type { OptionSpec } from './option-spec.ts';
import { RECOMMEND_OPTIONS } from './options.ts';

/** The rows of the option table that a command takes. */
export function optionsOf(spec: CommandSpec): OptionSpec[] {
  if (spec.options === 'all') return [...RECOMMEND_OPTIONS];
  const keys = spec.options;
  return RECOMMEND_OPTIONS.filter((o) => keys.includes(o.key)).map((o) => ({
    ...o,
    ...(o.key === 'format' && !spec.page ? { choices: FORMATS.filter((f) => f !== 'html') } : {}),
    ...(spec.otherwise?.[o.key] ? { otherwise: spec.otherwise[o.key] } : {}),
  }));
}

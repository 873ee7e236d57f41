import { listed } from '../../answers/choice.ts';
import { referenceKind } from '../../imports/reference.ts';

/** Models that a command line names by file or on the Hub, where a model can stand: after --model, and after `fit` and `show`. */
export function modelReferences(
  command: string,
  args: readonly string[],
  flags: Readonly<Record<string, unknown>>,
): string[] {
  const models = Array.isArray(flags['model']) ? (flags['model'] as string[]) : [];
  const named = command === 'fit' || command === 'show' ? args.slice(0, 1) : [];
  return [...listed(models), ...named].filter((word) => referenceKind(word) !== null);
}

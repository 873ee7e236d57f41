import { oneOf } from '../../answers/choice.ts';
import type { NamedText } from '../../catalog/files/raw-file.ts';
import { evaluationText } from '../../report/evaluation.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { UsageError } from '../../schema/errors.ts';
import type { Evaluation } from '../../schema/evaluation.ts';
import { EVALUATION_SUBJECTS, type EvaluationSubject } from '../../schema/vocabulary.ts';
import type { RunCommand } from '../commands.ts';
import type { Context } from '../context.ts';
import type { SpeedsAsked } from '../evaluate/speeds.ts';
import { readInput } from '../io/read-input.ts';
import { machineOn } from '../named/machine-on.ts';

type Asked = SpeedsAsked & Pick<Context, 'io'>;
type Evaluate = (file: NamedText, catalog: Catalog, asked: Asked) => Promise<Evaluation>;

/** Each subject is loaded when it is asked for. */
const SUBJECTS: Readonly<Record<EvaluationSubject, Evaluate>> = {
  speeds: async (file, catalog, asked) =>
    (await import('../evaluate/speeds.ts')).evaluateSpeeds(file, catalog, asked),
  memory: async (file, catalog) => (await import('../evaluate/memory.ts')).evaluateMemory(file, catalog),
  finetune: async (file, catalog) =>
    (await import('../evaluate/finetune.ts')).evaluateFinetune(file, catalog),
  diffusion: async (file, catalog) =>
    (await import('../evaluate/diffusion.ts')).evaluateDiffusion(file, catalog),
  verdicts: async (file, catalog, { io }) =>
    (await import('../evaluate/verdicts.ts')).evaluateVerdicts(file, catalog, io),
};

/** `advise evaluate KIND FILE`: replays a file of measurements or verdicts and prints how far off we are. */
export const run: RunCommand = async (args, flags, context) => {
  const subject = oneOf(args[0] ?? '', EVALUATION_SUBJECTS, 'evaluate');
  refuseForeignFlags(subject, flags);
  const file = await readInput(args[1] ?? '', context.io);
  const catalog = await context.catalog();
  const on = machineOn(flags, catalog);
  const { asOf, io } = context;
  const document = await SUBJECTS[subject](file, catalog, {
    asOf,
    modelOnly: flags['modelOnly'] === true,
    on,
    io,
  });
  if (on === null && namesNoMachine(document))
    io.stderr.write('The table names no machine: --on ID says which it was.\n');
  context.emitDocument(document, () => evaluationText(document, context.format, context.renderOptions()));
  return 0;
};

/** Refuses flags that only speeds know, instead of passing over them in silence. */
function refuseForeignFlags(subject: EvaluationSubject, flags: Record<string, unknown>): void {
  if (subject === 'speeds') return;
  const given = flags['on'] !== undefined ? '--on' : flags['modelOnly'] === true ? '--model-only' : null;
  if (given)
    throw new UsageError(
      `${given}: evaluate ${subject} knows no such thing`,
      'It belongs to evaluate speeds.',
    );
}

/** llama-bench's Markdown says only the backend. */
const namesNoMachine = (document: Evaluation): boolean =>
  document.subject === 'speeds' &&
  (document.skipped['unknown_device'] ?? 0) > 0 &&
  document.rows.every(({ row }) => 't/s' in row && !('gpu_info' in row));

import { evaluationText } from '../../report/evaluation.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { ExitCode } from '../../schema/errors.ts';
import type { Evaluation, EvaluationSubject } from '../../schema/evaluation.ts';
import { oneOf } from '../choice.ts';
import type { Context } from '../context.ts';

type File = { readonly name: string; readonly text: string };
type Evaluate = (file: File, catalog: Catalog, context: Context, modelOnly: boolean) => Promise<Evaluation>;

/** Each subject is loaded when it is asked for. */
const SUBJECTS: Readonly<Record<EvaluationSubject, Evaluate>> = {
  speeds: async (file, catalog, context, modelOnly) =>
    (await import('../evaluate/speeds.ts')).evaluateSpeeds(file, catalog, context.asOf, modelOnly),
  memory: async (file, catalog) => (await import('../evaluate/memory.ts')).evaluateMemory(file, catalog),
  finetune: async (file, catalog) =>
    (await import('../evaluate/finetune.ts')).evaluateFinetune(file, catalog),
  diffusion: async (file, catalog) =>
    (await import('../evaluate/diffusion.ts')).evaluateDiffusion(file, catalog),
  verdicts: async (file, catalog, context) =>
    (await import('../evaluate/verdicts.ts')).evaluateVerdicts(file, catalog, context.io),
};

/** `advise evaluate KIND FILE`: replays a file of measurements or verdicts and prints how far off we are. */
export async function run(
  args: readonly string[],
  flags: Record<string, unknown>,
  context: Context,
): Promise<ExitCode> {
  const subject = oneOf(args[0] ?? '', Object.keys(SUBJECTS) as EvaluationSubject[], 'evaluate');
  const name = args[1] ?? '';
  const file = { name, text: context.io.readFile(name) };
  const document = await SUBJECTS[subject](
    file,
    await context.catalog(),
    context,
    flags['modelOnly'] === true,
  );
  context.emit(
    context.format === 'json'
      ? JSON.stringify(document, null, 2)
      : evaluationText(document, context.format, context.renderOptions()),
  );
  return 0;
}

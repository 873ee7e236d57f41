import { isDrawn, type Sample } from './drawn.ts';

// A checker for Stryker that lets a random share of the mutants through, so that a run of minutes estimates what a run of hours
// would say. Stryker finds it by the name `strykerPlugins` and builds it with its options; Node 24 reads the types away.

type Mutant = { readonly id: string };

class SampleChecker {
  static inject = ['options'];
  readonly sample: Sample;

  constructor(options: { readonly sample: Sample }) {
    this.sample = options.sample;
  }

  async init() {}

  async group(mutants: readonly Mutant[]) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]) {
    const verdict = (id: string) =>
      isDrawn(id, this.sample) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' };
    return Object.fromEntries(mutants.map(({ id }) => [id, verdict(id)]));
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];

export const strykerValidationSchema = {
  properties: {
    sample: {
      type: 'object',
      properties: { seed: { type: 'integer' }, percent: { type: 'number' } },
    },
  },
};

import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that load the whole catalogue first: seconds, which only mutants that all others miss should cost. */
const SLOW = /built-in-data|speed-parts|speed-accuracy|mini-catalog|real-catalogue/;

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) => {
      const text = readFileSync(moduleId, 'utf8');
      return (SLOW.test(text) ? 1e9 : 0) + text.length;
    };
    return [...files].sort((a, b) => cost(a) - cost(b));
  }
}

// The tests that mutants are tried on: those that import the code (not the built program) and take milliseconds. Tests of
// the whole pipeline notice many mutants, too, but in seconds each: leaving them out makes the score a lower bound.
// One module graph for all files of a run: a mutant must not pay for loading the schemas fifty times.
export default {
  test: {
    isolate: false,
    // As npm test has it: the first test of a file may load the catalogue, on a busy machine for seconds.
    testTimeout: 30_000,
    include: ['test/unit/**/*.test.ts', 'test/data/models.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/unit/report/**',
      'test/unit/catalog/stored/stored.test.ts',
      'test/unit/imports/{gguf-models,published-configs}.test.ts',
      'test/unit/recommend/{document,reasons,screening}.test.ts',
      'test/unit/recommend/alternatives/{alternatives,api,own,rent,upgrade,wait}.test.ts',
      'test/unit/recommend/{flips/flips,outlook/*,perform/{model-choices,ways-to-fit}}.test.ts',
    ],
    sequence: { sequencer: QuickFirst },
  },
};

// The tests that mutants are tried on: those that import the code (not the built program) and take milliseconds. Tests of
// the whole pipeline notice many mutants, too, but in seconds each: leaving them out makes the score a lower bound.
// One module graph for all files of a run: a mutant must not pay for loading the schemas fifty times.
export default {
  test: {
    isolate: false,
    include: ['test/unit/**/*.test.ts', 'test/data/models.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/unit/report/**',
      'test/unit/catalog/stored.test.ts',
      'test/unit/recommend/{alternatives,document,flips,model-choices,outlook,reasons,screening,ways-to-fit}.test.ts',
    ],
  },
};

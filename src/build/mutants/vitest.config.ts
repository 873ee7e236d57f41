// The tests that mutants are tried on: those that import the code (not the built program) and take milliseconds.
// One module graph for all files of a run: a mutant must not pay for loading the schemas fifty times.
export default {
  test: {
    isolate: false,
    include: ['test/unit/**/*.test.ts'],
  },
};

import type { Rule } from '../../../src/schema/rule.ts';

/** A sound rule to bend in tests: exclude dense 70B models on slow memory for interactive use. */
export const aRule = (change: Partial<Rule> = {}): Rule => ({
  id: 'a-rule',
  title: 'A dense 70B crawls on slow memory',
  given: { fact: 'need.interactive', is: true },
  when: {
    all: [
      { fact: 'model.params_total_b', gte: 60 },
      { fact: 'candidate.bandwidth_gb_s', lte: 310 },
    ],
  },
  then: { exclude: true },
  because: 'About {speed.decode_tok_s} from {candidate.bandwidth_gb_s}.',
  severity: 'blocking',
  sources: ['somewhere'],
  examples: [
    {
      name: 'slow',
      facts: { 'need.interactive': true, 'model.params_total_b': 70, 'candidate.bandwidth_gb_s': 256 },
      fires: true,
    },
    {
      name: 'fast',
      facts: { 'need.interactive': true, 'model.params_total_b': 70, 'candidate.bandwidth_gb_s': 936 },
      fires: false,
    },
  ],
  ...change,
});

export const text = `Rules

  advise list rules
      all of them, with what they do
  advise list facts
      what a rule can ask about, with units and words
  advise show alt-giant-model
      one with its conditions, reason, sources and examples

  What experts agree on is written as YAML, one file per rule, in data/rules:

    given, when   tests on named facts
    then          exclude, warn, require, prefer (points on the score), note,
                  or suggest an alternative
    because       the reason, with {facts} filled in, units included
    severity      info, caution, serious or blocking
    sources       who says so
    examples      cases in which it fires and cases in which it does not; they
                  run as tests

  A fact that is unknown never makes a rule fire.

  Which of them fired for a machine, with the flags of your question:

    advise explain dgx-spark -w rag -b 8000

  Your own: --data DIR with rules/<id>.yaml.
`;

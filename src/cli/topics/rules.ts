export const text = `Rules
  What experts agree on is written as YAML, one file per rule, in data/rules:

    given / when   tests on named facts (advise list rules; advise show RULE)
    then           exclude, warn, prefer (points on the score), require, note or suggest an alternative
    because        the reason, with {facts} filled in
    sources        who says so
    examples       cases in which it fires and in which it does not; they run as tests

  A fact that is unknown never makes a rule fire. Your own rules: --data DIR with rules/<id>.yaml.
  What fired for a machine, and what it changed: advise explain ID (with the flags of your question).
`;

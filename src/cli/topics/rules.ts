export const text = `Rules

  What experts agree on is written as YAML, one file per rule, in data/rules:

    given, when   tests on named facts
    then          exclude, warn, require, prefer (points on the score), note,
                  or suggest an alternative
    because       the reason, with {facts} filled in
    severity      info, caution, serious or blocking
    sources       who says so
    examples      cases in which it fires and cases in which it does not; they
                  run as tests

  A fact that is unknown never makes a rule fire.

    advise list rules    all of them
    advise show RULE     one with its sources
    advise explain ID    what fired for a machine; add your question's flags

  Your own: --data DIR with rules/<id>.yaml.
`;

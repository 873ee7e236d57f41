export const text = `Exit codes

  advise -w chat -m kimi-k2.6 -b 2000 --no-input > /dev/null; echo $?
      prints 1: nothing on sale does that for the money

  0    a result was made
  1    it ran, but nothing satisfies the constraints (the nearest miss is
       named)
  2    wrong usage, or data or files that cannot be used (the place is named);
       "data check" found problems
  130  interrupted with Ctrl-C

  Under --json every one of them but 130 comes with one JSON document on stdout;
  an error is {"schema_version": 1, "kind": "error", "error": {code, message,
  hint, exit_code}}.
`;

import type { z } from 'zod';
import { shown } from '../../units/foreign-text.ts';

type Issue = z.core.$ZodIssue;

/** What stands for a type in front of somebody who writes YAML. */
const KINDS: Readonly<Record<string, string>> = {
  object: '"key: value" lines',
  record: '"name: value" lines',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

export const kindInWords = (expected: string): string => KINDS[expected] ?? expected;

/** What a schema complains about, in our words; where the schema has words of its own, those. */
export function issueInWords(issue: Issue): { message: string; hint?: string } {
  if (!/^(?:Invalid|Too small|Too big)/.test(issue.message)) return { message: issue.message };
  if (issue.code === 'invalid_type') return wrongType(issue);
  if (issue.code === 'too_small') return { message: tooLittle(issue) };
  if (issue.code === 'too_big')
    return { message: limit(issue.origin, 'most', 'less', issue.maximum, issue.inclusive) };
  if (issue.code === 'invalid_format' && issue.format === 'regex' && typeof issue.input === 'string')
    return { message: `"${shown(issue.input)}" does not match ${issue.pattern}` };
  return { message: issue.message };
}

function wrongType({ input, path, expected }: z.core.$ZodIssueInvalidType): {
  message: string;
  hint?: string;
} {
  if (path.length > 0)
    return {
      message: input === null ? `"${String(path.at(-1))}" has no value` : `must be ${kindInWords(expected)}`,
    };
  const hint = '`advise help data` says what a file holds.';
  if (input === null) return { message: 'the file is empty', hint };
  const isText = typeof input !== 'string' || !/[\0\uFFFD]/.test(input);
  return {
    message: isText ? `the file holds no ${kindInWords(expected)}` : 'the file is no text in UTF-8',
    hint,
  };
}

function tooLittle({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string' && minimum === 1) return 'must not be empty';
  return limit(origin, 'least', 'more', minimum, inclusive);
}

function limit(
  origin: string,
  at: string,
  than: string,
  bound: number | bigint,
  inclusive?: boolean,
): string {
  const amount = inclusive ? `at ${at} ${bound}` : `${than} than ${bound}`;
  if (origin === 'array') return `must have ${amount} ${Number(bound) === 1 ? 'entry' : 'entries'}`;
  return origin === 'string' ? `must have ${amount} characters` : `must be ${amount}`;
}

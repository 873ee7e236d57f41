import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../src/catalog/collections.ts';
import { crossCheck } from '../../../../src/catalog/cross-check.ts';
import { parseFiles } from '../../../../src/catalog/files/parse-files.ts';
import { WORKLOADS } from '../../../../src/schema/vocabulary.ts';

const RULE = `title: No loud machines
when:
  fact: candidate.traits
  has: loud
then:
  exclude: true
because: Too loud.
severity: blocking
sources:
  - somewhere
examples:
  - name: loud
    facts:
      candidate.traits:
        - loud
    fires: true
  - name: quiet
    facts:
      candidate.traits:
        - quiet
    fires: false
`;
const SOURCES = 'somewhere:\n  title: Somewhere\n  date: 2026-01-01\n  kind: review\n';

const problems = (rule: string) =>
  crossCheck(
    collect(
      parseFiles([
        { path: 'rules/mine.yaml', shown: 'my/rules/mine.yaml', text: rule },
        { path: 'sources/mine.yaml', shown: 'my/sources/mine.yaml', text: SOURCES },
      ]),
    ),
    '2026-11-20',
  );

describe('rules at load', () => {
  it('pass when they are sound', () => {
    expect(problems(RULE)).toEqual([]);
  });

  it('are refused with file, line, column and the nearest fact', () => {
    expect(problems(RULE.replace('fact: candidate.traits', 'fact: candidate.trait'))).toMatchObject([
      {
        file: 'my/rules/mine.yaml',
        line: 3,
        column: 9,
        path: 'when.fact',
        message: 'no fact "candidate.trait"',
        hint: 'Did you mean "candidate.traits"?',
      },
    ]);
  });

  it('at odds with each other are mended in the files at hand, whichever is named first', () => {
    const below = (id: string) => {
      const { rules } = collect(parseFiles([{ path: `rules/${id}.yaml`, shown: id, text: RULE }]));
      return { rules, sources: { somewhere: {} } } as unknown as Partial<ReturnType<typeof collect>>;
    };
    for (const [mine, other] of [
      ['a', 'z'],
      ['z', 'a'],
    ] as const) {
      const files = [{ path: `rules/${mine}.yaml`, shown: 'mine', text: RULE }];
      const found = crossCheck(collect(parseFiles(files), below(other)), '2026-11-20');
      expect(found.map(({ file, message }) => `${file}: ${message}`)).toEqual([
        expect.stringMatching(/^mine: repeats the effect of/),
      ]);
    }
  });

  it('are refused when an example does not come out', () => {
    expect(
      problems(
        RULE.replace('fires: true', 'fires: false').replace(
          '- quiet\n    fires: false',
          '- loud\n    fires: true',
        ),
      ),
    ).toMatchObject([{ line: 16, path: 'examples.0.fires' }]);
  });
});

describe('scoring at load', () => {
  const scoring = parseFiles([
    { path: 'scoring.yaml', shown: 'my/scoring.yaml', text: readFileSync('data/scoring.yaml', 'utf8') },
  ]);
  const missing = (all: ReturnType<typeof collect>) =>
    crossCheck(all, '2026-11-20').flatMap(({ file, message }) =>
      message.startsWith('is missing: scoring weighs') ? [file] : [],
    );
  it('needs every kind of work that it weighs described', () => {
    expect(missing(collect(scoring))).toEqual(WORKLOADS.map((id) => `workloads/${id}.yaml`));
    expect(missing(collect({ ...scoring, unread: new Set(WORKLOADS.slice(1)) }))).toHaveLength(1);
  });
  it('has its faults told in its file', () => {
    const all = collect(scoring);
    const weights = { ...all.scoring?.weights, chat: { ...all.scoring?.weights.chat, weights: {} } };
    const found = crossCheck({ ...all, scoring: { ...all.scoring, weights } as never }, '2026-11-20');
    expect(found.filter((p) => p.message === 'weighs nothing')).toMatchObject([
      { file: 'my/scoring.yaml', path: 'weights.chat' },
    ]);
  });
  it('of a catalogue below is not judged again', () => {
    expect(missing(collect(parseFiles([]), { scoring: collect(scoring).scoring }))).toEqual([]);
  });
});

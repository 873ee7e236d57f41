import { describe, expect, it } from 'vitest';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse-answers.ts';
import { type Asker, BACK, type Back } from '../../src/cli/interview/asker.ts';
import { type Count, interview, review } from '../../src/cli/interview/interview.ts';
import { QUESTIONS } from '../../src/cli/interview/questions.ts';
import { RECOMMEND_OPTIONS } from '../../src/cli/options/options.ts';
import { builtInCatalog } from '../../src/package/load-catalog.ts';
import { commandLine } from '../../src/recommend/command.ts';
import { makeCounter } from '../../src/recommend/count-passing.ts';
import { recommend } from '../../src/recommend/recommend.ts';
import { WORKLOADS } from '../../src/schema/vocabulary.ts';

const catalog = builtInCatalog();
const counted = makeCounter(catalog, '2026-11-20');
const nobodyLeft: Count = () => ({ left: 0, of: 0 });
type Reply = string | string[] | Back;

/** Somebody whose replies are known beforehand, by message; Enter for the rest. */
function scripted(replies: Readonly<Record<string, Reply | Reply[]>> = {}) {
  const asked: string[] = [];
  const said: string[] = [];
  const queue = new Map(Object.entries(replies).map(([k, v]) => [k, Array.isArray(v) ? [...v] : [v]]));
  const next = (message: string, otherwise: string | string[]): Reply => {
    asked.push(message);
    const list = queue.get(message);
    return list && list.length > 0 ? (list.shift() as Reply) : otherwise;
  };
  const asker: Asker = {
    howTo: '',
    choose: async (m, choices, initial) => next(m, initial ?? choices[0]?.value ?? '') as string,
    pick: async (m, choices) => next(m, choices[0]?.value ?? '') as string,
    tick: async (m, choices, ticked) => {
      const reply = next(m, ticked.length > 0 ? [...ticked] : [choices[0]?.value ?? '']);
      return typeof reply === 'string' ? [reply] : reply;
    },
    write: async (m, { initial }) => next(m, initial ?? '') as string,
    say: (text) => {
      said.push(text);
    },
    mark: () => {
      const before = said.length;
      return () => said.splice(before);
    },
    esc: () => undefined,
    close: () => undefined,
  };
  return { asker, asked, said };
}

const WORK = 'What will it run?';

describe('the interview', { timeout: 60_000 }, () => {
  it('says what no answer means in names and figures', () => {
    const meant = (key: string, ...workload: string[]) => {
      const question = QUESTIONS.find((q) => q.key === key);
      if (question?.type === 'choose') return question.choices(catalog, { workload })[0]?.description;
      return typeof question?.otherwise === 'function' ? question.otherwise(catalog, { workload }) : '';
    };
    expect(meant('model', 'finetune')).toBe('Llama 3.1 8B Instruct');
    expect(meant('model', 'image', 'video')?.split(', ')).toHaveLength(2);
    expect(meant('model', 'image', 'chat')).toBe('the best that fits');
    expect(meant('users', 'serving')).toBe('10, as in a team');
    expect(meant('users', 'chat', 'coding')).toBe('1');
    expect(meant('users', 'chat', 'batch')).toBe('chat 1, batch 16');
    expect(meant('cuda')).toContain('llama.cpp');
    expect(meant('cuda', 'image', 'chat')).toContain('llama.cpp');
    expect(meant('cuda', 'image', 'video')).toBe('or unsure: ComfyUI runs anywhere');
    expect(meant('cuda', 'finetune', 'image')).toContain('Unsloth');
    expect(meant('promptTokens', 'chat')).toContain(': 2k tokens');
    expect(meant('promptTokens', 'chat', 'coding')).toContain(': chat 2k, coding 16k tokens');
  });
  it('says that a PC without a named card is taken for one without', () => {
    const own = QUESTIONS.find((q) => q.key === 'own');
    const meant = (text: string) => (own?.type === 'write' ? own.means?.(text, catalog) : undefined);
    expect(meant('gaming PC')).toMatch(/, no graphics card$/);
    expect(meant('pc 64GB')).toMatch(/64 GB of memory, no graphics card$/);
    expect(meant('gaming PC with RTX 3060 12GB')).not.toContain('no graphics card');
    expect(meant('')).toBe('none');
  });
  it('gives examples of what is owned that it understands, and says what else to type for a name it does not', async () => {
    const own = QUESTIONS.find((q) => q.key === 'own');
    if (own?.type !== 'write' || typeof own.such !== 'string') throw new Error('not asked in writing');
    const examples = own.such.split(/, | or /);
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) expect(() => own.check(example, catalog, {}), example).not.toThrow();
    const complaints: (string | null)[] = [];
    const { asker } = scripted();
    const watched: Asker = {
      ...asker,
      write: async (message, { complaint }) => {
        if (message === own.message)
          complaints.push(...['my old thing', 'RTX 4o90', 'PC with RTX 3060'].map(complaint));
        return '';
      },
    };
    await interview({ workload: ['chat'] }, { catalog, asker: watched, count: nobodyLeft });
    expect(complaints[0]).toMatch(/^no machine, card or chip is called "my old thing"\. .*such as RTX 4060/);
    expect(complaints[1]).toMatch(/Did you mean "rtx-4090"[^?]*\?$/);
    expect(complaints[2]).toBeNull();
  });
  it('asks at most eight questions on any path', async () => {
    const counts = new Map<number, string>();
    for (let set = 1; set < 2 ** WORKLOADS.length; set++) {
      const picked = WORKLOADS.filter((_, i) => (set >> i) & 1);
      for (const cuda of ['none', 'required']) {
        const { asker, asked } = scripted({
          [WORK]: [picked] as never,
          'Do your tools need NVIDIA CUDA?': cuda,
        });
        await interview({}, { catalog, asker, count: nobodyLeft });
        counts.set(asked.length, picked.join());
      }
    }
    expect(Math.max(...counts.keys())).toBe(8);
    expect(Math.min(...counts.keys())).toBeGreaterThanOrEqual(6);
  });

  it.each(QUESTIONS.map((q) => q.key))('never asks again what --%s said', async (key) => {
    const given: RawAnswers = { workload: ['serving', 'chat', 'finetune'], [key]: ['chat'] };
    const question = QUESTIONS.find((q) => q.key === key);
    const { asker, asked } = scripted();
    await interview(given, { catalog, asker, count: nobodyLeft });
    expect(asked).not.toContain(question?.message);
    expect(asked).not.toContain(WORK);
  });

  it('skips what an earlier answer settles', async () => {
    const mac = scripted();
    await interview({ os: 'macos' }, { catalog, asker: mac.asker, count: nobodyLeft });
    expect(mac.asked.join()).not.toMatch(/CUDA/);
    const team = scripted({ [WORK]: [['serving', 'chat']] as never });
    await interview({}, { catalog, asker: team.asker, count: nobodyLeft });
    expect(team.asked.join()).toMatch(/at the same time/);
    expect(team.asked.join()).not.toMatch(/How much text/);
    const image = scripted({ [WORK]: [['image']] as never });
    await interview({}, { catalog, asker: image.asker, count: nobodyLeft });
    expect(image.asked.join()).not.toMatch(/How much text|at the same time|fine-tune/);
  });

  it('marks nothing that nobody said, and what a flag or an earlier answer said', async () => {
    const marked: string[][] = [];
    const { asker } = scripted();
    const watched: Asker = {
      ...asker,
      tick: (m, choices, ticked, least) => {
        marked.push([...ticked]);
        return asker.tick(m, choices, ticked, least);
      },
      pick: async () => (marked.length < 2 ? 'workload' : 'go'),
    };
    const so = await interview({}, { catalog, asker: watched, count: nobodyLeft });
    await review({ ...so, workload: ['rag=2,image'] }, { catalog, asker: watched, count: nobodyLeft });
    expect(marked).toEqual([[], ['rag', 'image']]);
  });

  it('takes back what was said after the question that is asked again', async () => {
    const { asker, said } = scripted({
      [WORK]: [['chat']] as never,
      'Do your tools need NVIDIA CUDA?': ['required', 'none'],
      'A model it must run?': [BACK],
    });
    const left = (so: RawAnswers) => ({ left: so.cuda === 'required' ? 5 : 9, of: 9 });
    await interview({}, { catalog, asker, count: left });
    expect(said.slice(1)).toEqual(['9 of 9 systems still qualify.']);
  });

  it('says when nothing qualifies any more, and what to do', async () => {
    const { asker, said } = scripted({
      [WORK]: [['chat']] as never,
      'Do your tools need NVIDIA CUDA?': ['required'],
    });
    const left = (so: RawAnswers) => ({ left: so.cuda === 'required' ? 0 : 9, of: 9 });
    await interview({}, { catalog, asker, count: left });
    expect(said.join()).toMatch(/None of 9 systems qualifies any more: step back/);
  });

  it('steps back with every answer as the start of its question', async () => {
    const { asker, asked } = scripted({
      [WORK]: [['coding']] as never,
      'Do your tools need NVIDIA CUDA?': ['preferred', BACK],
      'A model it must run?': ['gpt-oss-20b'],
      'How much text goes in at once?': [BACK],
    });
    const model = asker.write;
    let stepsBack = 1;
    const twice: Asker = {
      ...asker,
      write: (m, options) => {
        if (options.initial === undefined || stepsBack-- <= 0) return model(m, options);
        asked.push(m);
        return Promise.resolve(BACK);
      },
    };
    const so = await interview({}, { catalog, asker: twice, count: nobodyLeft });
    expect(asked.slice(0, 10)).toEqual([
      WORK,
      'Do your tools need NVIDIA CUDA?',
      'A model it must run?',
      'How much text goes in at once?',
      'A model it must run?',
      'Do your tools need NVIDIA CUDA?',
      WORK,
      'Do your tools need NVIDIA CUDA?',
      'A model it must run?',
      'How much text goes in at once?',
    ]);
    expect(so).toMatchObject({ workload: ['coding'], cuda: 'preferred', model: ['gpt-oss-20b'] });
  });

  it('steps back to the question before, and takes another answer', async () => {
    const { asker, asked } = scripted({
      'Do your tools need NVIDIA CUDA?': ['required', 'none'],
      'A model it must run?': [BACK, 'gpt-oss-20b'],
    });
    const so = await interview({}, { catalog, asker, count: nobodyLeft });
    expect(asked.slice(0, 5)).toEqual([
      WORK,
      'Do your tools need NVIDIA CUDA?',
      'A model it must run?',
      'Do your tools need NVIDIA CUDA?',
      'A model it must run?',
    ]);
    expect(so).toMatchObject({ cuda: 'none', model: ['gpt-oss-20b'] });
  });

  it('says how many systems are left, once per change', async () => {
    const { asker, said } = scripted({ 'Do your tools need NVIDIA CUDA?': 'required' });
    const count: Count = (so) => counted(parseAnswers(so, catalog));
    await interview({}, { catalog, asker, count });
    const lines = said.filter((s) => s.includes('qualif'));
    expect(lines.length).toBe(2);
    const [before, after] = lines.map((l) => Number(/^\d+/.exec(l)?.[0]));
    expect(after).toBeLessThan(before ?? 0);
    expect(after).toBeGreaterThan(0);
  });

  it('counts only machines that hold a named model', () => {
    const left = (raw: RawAnswers) => counted(parseAnswers(raw, catalog)).left;
    const any = left({ workload: ['chat'], budget: '10000' });
    const large = left({ workload: ['chat'], budget: '10000', model: ['gpt-oss-120b'] });
    expect(large).toBeLessThan(any);
    expect(large).toBeGreaterThan(0);
    expect(left({ workload: ['chat'], budget: '2000', model: ['kimi-k2.6'] })).toBe(0);
  });

  it.each<RawAnswers>([
    { workload: ['finetune'], budget: '10000' },
    { workload: ['image', 'chat'], model: ['llama-3.3-70b'] },
    { workload: ['coding'], budget: '3000', own: ['rtx-4090'] },
    { workload: ['coding'], budget: '3000', own: ['rtx-4090'], condition: 'any' },
  ])('counts what the answer ranks: %j', (so) => {
    const answers = parseAnswers(so, catalog);
    // Somebody who answers one question after the other: what was kept for the work must not be another's.
    const count = makeCounter(catalog, '2026-11-20');
    count(parseAnswers({ workload: so.workload ?? [] }, catalog));
    const { ranked } = recommend(answers, catalog, { asOf: '2026-11-20', seed: 1, explained_rows: 0 });
    expect(ranked.length).toBeGreaterThan(0);
    expect(count(answers).left).toBe(ranked.length);
  });

  it('has privacy on its last screen, beside what flags left out', async () => {
    const { asker } = scripted({
      'Enter for the answer, or pick a line to change it': ['not', 'go'],
      'What is out of the question?': [['cloud', 'nvidia']] as never,
    });
    const offered: string[] = [];
    const watched: Asker = {
      ...asker,
      tick: (message, choices, ticked, least) => {
        offered.push(...choices.map(({ value }) => value), ...ticked);
        return asker.tick(message, choices, ticked, least);
      },
    };
    const said = { workload: ['rag'], not: ['nvidia'] };
    const so = await review(said, { catalog, asker: watched, count: nobodyLeft });
    expect(offered).toEqual(['cloud', 'rig', 'nvidia', 'nvidia']);
    if (so === BACK) throw new Error('stepped back');
    const answers = parseAnswers(so, catalog);
    expect(answers.not).toEqual(['cloud', 'nvidia']);
    const { alternatives } = recommend(answers, catalog, { asOf: '2026-11-20', seed: 1, explained_rows: 0 });
    expect(alternatives.map(({ kind }) => kind).filter((kind) => kind === 'api' || kind === 'rent')).toEqual(
      [],
    );
  });

  it('takes an amount of one’s own where no choice suits', async () => {
    const { asker, asked } = scripted({
      'How much text goes in at once?': 'other',
      'How many tokens go in at once?': '64k',
    });
    const so = await interview({ workload: ['rag'] }, { catalog, asker, count: nobodyLeft });
    expect(so.promptTokens).toBe('64k');
    expect(parseAnswers(so, catalog).prompt_tokens).toBe(65536);
    expect(asked).toContain('How many tokens go in at once?');
    const again = scripted({ 'Enter for the answer, or pick a line to change it': ['promptTokens', 'go'] });
    expect(await review(so, { catalog, asker: again.asker, count: nobodyLeft })).toEqual(so);
    expect(again.asked).toContain('How many tokens go in at once?');
  });

  it('repeats in words what a typed answer means', () => {
    const words = (key: string, text: string) => {
      const question = QUESTIONS.find((q) => q.key === key);
      return question?.type === 'write' ? question.means?.(text, catalog) : undefined;
    };
    expect(words('model', 'gpt-oss-120b')).toBe(catalog.models['gpt-oss-120b']?.name);
    expect(words('own', 'rtx-3090')).toBe(catalog.devices['rtx-3090']?.name);
    expect(words('own', 'rtx-3090, rtx-3060-12, 3090')).toBe(
      `2x ${catalog.devices['rtx-3090']?.name}, ${catalog.devices['rtx-3060-12']?.name}`,
    );
    expect(words('own', 'rtx-3090 + 64GB')).toBe(
      `${catalog.devices['rtx-3090']?.name}, PC with 64 GB of memory`,
    );
    expect(words('budget', '4,000')).toBe('$4,000');
  });

  it('asks of one work that is done in jobs how often, of training instead of the system', async () => {
    const HOW_OFTEN = 'How often will it have to do that?';
    for (const [work, choice] of [
      ['finetune', '1/week'],
      ['image', '500/day'],
      ['video', '5/day'],
    ] as const) {
      const { asker, asked } = scripted({ [HOW_OFTEN]: choice });
      const so = await interview({ workload: [work] }, { catalog, asker, count: nobodyLeft });
      expect(asked).toContain(HOW_OFTEN);
      expect(asked.includes('Which operating system?')).toBe(work !== 'finetune');
      expect(commandLine(parseAnswers(so, catalog))).toMatch(
        new RegExp(`--workload ${work} (?:.+ )?--jobs ${choice}$`),
      );
    }
    for (const workload of [['chat'], ['finetune', 'image'], ['image', 'chat']]) {
      const { asker, asked } = scripted();
      await interview({ workload }, { catalog, asker, count: nobodyLeft });
      expect(asked).not.toContain(HOW_OFTEN);
      expect(asked).toContain('Which operating system?');
    }
    const other = scripted({ [HOW_OFTEN]: 'other', 'How many in which time?': '3 per week' });
    const so = await interview({ workload: ['video'] }, { catalog, asker: other.asker, count: nobodyLeft });
    expect(parseAnswers(so, catalog).jobs).toEqual({ count: 3, per: 'week' });
    const dont = scripted();
    const left = await interview({ workload: ['image'] }, { catalog, asker: dont.asker, count: nobodyLeft });
    expect(parseAnswers(left, catalog).jobs).toBeUndefined();
  });
  it('offers how often only in words that the flag takes', () => {
    const question = QUESTIONS.find((q) => q.key === 'jobs');
    if (question?.type !== 'choose') throw new Error('not a choice');
    for (const workload of [['finetune'], ['image'], ['video']])
      for (const { value } of question.choices(catalog, { workload }))
        expect(() => value === '' || parseAnswers({ workload, jobs: value }, catalog)).not.toThrow();
    expect(() => question.other?.check('often', catalog, {})).toThrow('is not a number of jobs');
  });

  it('takes no model that the work cannot use, and names one that it can', () => {
    const question = QUESTIONS.find((q) => q.key === 'model');
    if (question?.type !== 'write' || typeof question.such !== 'function')
      throw new Error('no such question');
    expect(() => question.check('gpt-oss-120b', catalog, { workload: ['image'] })).toThrow(
      /of no use for image/,
    );
    expect(() => question.check('flux.1-dev', catalog, { workload: ['image'] })).not.toThrow();
    expect(question.such(catalog, { workload: ['video'] })).toBe(
      catalog.workloads.video.defaults.model?.value,
    );
    expect(catalog.models[question.such(catalog, { workload: ['chat', 'image'] })]).toBeDefined();
  });

  it('leaves a model out that the work named afterwards cannot use, and says so', async () => {
    const { asker, said } = scripted({ [WORK]: [['image']] as never });
    const given = { model: ['gpt-oss-120b', 'flux.1-dev'] };
    expect((await interview(given, { catalog, asker, count: nobodyLeft })).model).toEqual(['flux.1-dev']);
    expect(said).toContain('Left out, being of no use for that: gpt-oss-120b.');
  });

  it('is a way to write a command line: its answers come back from the printed one', async () => {
    const { asker } = scripted({
      [WORK]: [['rag', 'image']] as never,
      'Do your tools need NVIDIA CUDA?': 'preferred',
      'A model it must run?': 'gpt-oss-120b',
      'How much text goes in at once?': '32k',
      'Budget for everything you buy, in US dollars?': '4,500',
      'New or used?': 'any',
      'Which operating system?': 'linux',
    });
    const answers = parseAnswers(await interview({}, { catalog, asker, count: nobodyLeft }), catalog);
    expect(commandLine(answers)).toBe(
      'advise --workload rag,image --model gpt-oss-120b --prompt-tokens 32k --budget 4500 --os linux --cuda preferred --condition any',
    );
  });

  it('offers every choice with its consequence, and only values that the flag takes', () => {
    for (const question of QUESTIONS) {
      if (question.type === 'write') continue;
      const option = RECOMMEND_OPTIONS.find((o) => o.key === question.key);
      for (const choice of question.choices(catalog, {})) {
        expect(choice.description?.length, `${question.key} ${choice.value}`).toBeGreaterThan(8);
        if (option?.choices && choice.value !== '') expect(option.choices).toContain(choice.value);
      }
    }
  });
});

describe('the review', () => {
  const PICK = 'Enter for the answer, or pick a line to change it';

  it('changes one answer and drops those it makes pointless', async () => {
    const { asker, asked } = scripted({ [PICK]: ['workload', 'go'], [WORK]: 'image' });
    const so = await review({ workload: ['serving'], users: '8' }, { catalog, asker, count: nobodyLeft });
    expect(so).toEqual({ workload: ['image'] });
    expect(asked).toEqual([PICK, WORK, PICK]);
  });

  it('is where several who share a coder say how many they are', async () => {
    const many = 'How many people or agents at the same time?';
    const { asker, asked } = scripted({ [PICK]: ['users', 'go'], [many]: '6' });
    const so = await review({ workload: ['coding'] }, { catalog, asker, count: nobodyLeft });
    expect(so).toEqual({ workload: ['coding'], users: '6' });
    expect(asked).toEqual([PICK, many, PICK]);
  });

  it('drops a model with the work it was for', async () => {
    const { asker } = scripted({ [PICK]: ['workload', 'go'], [WORK]: 'image' });
    const so = await review(
      { workload: ['chat'], model: ['gpt-oss-120b'] },
      { catalog, asker, count: nobodyLeft },
    );
    expect(so).toEqual({ workload: ['image'] });
  });

  it('holds what nobody is asked', async () => {
    const { asker, asked } = scripted({ [PICK]: ['form', 'go'], 'What shape?': 'laptop' });
    const so = await review({ workload: ['chat'] }, { catalog, asker, count: nobodyLeft });
    expect(so).toEqual({ workload: ['chat'], form: 'laptop' });
    expect(asked).toEqual([PICK, 'What shape?', PICK]);
  });

  it('holds what else lies in memory', async () => {
    const question = 'How much memory does something else hold: a voice, a game?';
    const { asker } = scripted({ [PICK]: ['keepFree', 'go'], [question]: '8GB' });
    const so = await review({ workload: ['chat'] }, { catalog, asker, count: nobodyLeft });
    expect(parseAnswers(so as RawAnswers, catalog).keep_free_gib).toBe(8);
  });

  it('asks what counts most, of which nothing need be ticked', async () => {
    const question = 'What counts more than usual?';
    const least: number[] = [];
    const { asker } = scripted({ [PICK]: ['priority', 'go'], [question]: [['quiet', 'power']] as never });
    const watched: Asker = {
      ...asker,
      tick: (m, choices, ticked, n) => {
        least.push(n);
        return asker.tick(m, choices, ticked, n);
      },
    };
    const so = await review({ workload: ['chat'] }, { catalog, asker: watched, count: nobodyLeft });
    expect(so).toEqual({ workload: ['chat'], priority: ['quiet', 'power'] });
    expect(least).toEqual([0]);
    const none = scripted({ [PICK]: ['priority', 'go'], [question]: [[]] as never });
    expect(await review(so as RawAnswers, { catalog, asker: none.asker, count: nobodyLeft })).toEqual({
      workload: ['chat'],
    });
  });

  it('takes an answer back', async () => {
    const { asker } = scripted({
      [PICK]: ['budget', 'go'],
      'Budget for everything you buy, in US dollars?': '',
    });
    expect(
      await review({ workload: ['chat'], budget: '4000' }, { catalog, asker, count: nobodyLeft }),
    ).toEqual({
      workload: ['chat'],
    });
  });

  it('leaves everything as it was when the buyer steps back', async () => {
    const { asker } = scripted({ [PICK]: BACK });
    expect(await review({ workload: ['chat'] }, { catalog, asker, count: nobodyLeft })).toBe(BACK);
  });
});

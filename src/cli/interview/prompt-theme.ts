import type { PromptTerminal } from './prompt-screen.ts';

type Theme = ReturnType<typeof themeFor>;

/** inquirer's checkbox returns what is marked only; which line the cursor stands on is seen where it is painted. */
export const tickTheme = (theme: Theme, active: (line: string) => void): Theme => ({
  ...theme,
  style: {
    ...theme.style,
    highlight: (line: string) => {
      active(line);
      return theme.style.highlight(line);
    },
    keysHelpTip: (keys) =>
      theme.style.keysHelpTip(
        keys.map(([key, does]) => [key, { select: 'mark several', submit: 'take' }[does] ?? does] as const),
      ),
  },
});

/** Of a list that goes on beyond what is in sight: the line of keys says how long it is. */
export const pagedTheme = (theme: Theme, choices: number): Theme => ({
  ...theme,
  style: {
    ...theme.style,
    keysHelpTip: (keys) =>
      theme.style.keysHelpTip(
        keys.map(([key, does]) => [key, does === 'navigate' ? `all ${choices}` : does] as const),
      ),
  },
});

/** Colours and marks of the prompts, and what their line of keys says; `esc`: what Esc does now, null where nothing. */
export function themeFor(
  { paint, unicode }: Pick<PromptTerminal, 'paint' | 'unicode'>,
  esc: () => string | null,
) {
  const arrow = unicode ? '❯' : '>';
  const words: Record<string, string> = unicode ? {} : { '↑↓': 'Up/Down', '⏎': 'Enter' };
  return {
    prefix: { idle: paint.accent('?'), done: paint.good(unicode ? '✔' : '*') },
    icon: { cursor: arrow, checked: paint.good('[x]'), unchecked: '[ ]' },
    style: {
      answer: paint.accent,
      message: paint.bold,
      error: (text: string) => paint.bad(`> ${text}`),
      help: paint.dim,
      highlight: paint.accent,
      description: paint.accent,
      disabled: paint.dim,
      defaultAnswer: paint.dim,
      keysHelpTip: (keys: readonly (readonly [string, string])[]) =>
        paint.dim(
          [
            ...keys.map(([key, does]) => `${words[key] ?? key} ${does}`),
            ...(esc() === null ? [] : [`esc ${esc()}`]),
          ].join(unicode ? ' • ' : ', '),
        ),
    },
  };
}

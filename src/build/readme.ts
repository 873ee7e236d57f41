import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../cli/commands.ts';
import { OPTION_GROUPS } from '../cli/option-spec.ts';
import { RECOMMEND_OPTIONS } from '../cli/options.ts';

/**
 * Fills the README's generated blocks: `<!-- options -->`, `<!-- commands -->` and `<!-- run: advise ... -->`, each up to
 * `<!-- end -->`. A `run` block holds what that command printed, on the day it names, so no figure is typed by hand.
 */
export function generatedReadme(text: string): string {
  return text.replace(
    /<!-- (options|commands|run: ([^>]*?)) -->\n[\s\S]*?<!-- end -->/g,
    (_, what: string, command: string | undefined) => {
      const body =
        what === 'options' ? optionTable() : what === 'commands' ? commandTable() : transcript(command ?? '');
      return `<!-- ${what} -->\n${body}\n<!-- end -->`;
    },
  );
}

export function updateReadme(path: string): boolean {
  const before = readFileSync(path, 'utf8');
  const after = generatedReadme(before);
  if (after !== before) writeFileSync(path, after);
  return after !== before;
}

function optionTable(): string {
  const rows = OPTION_GROUPS.flatMap((group) =>
    RECOMMEND_OPTIONS.filter((o) => o.group === group).map(
      (o) =>
        `| \`${o.flags.replaceAll('|', '\\|')}\` | ${o.help}${o.choices ? ` (${o.choices.join(', ')})` : ''}${o.repeatable ? '; repeatable' : ''} | ${o.otherwise ?? ''} |`,
    ),
  );
  return ['| flag | meaning | otherwise |', '|---|---|---|', ...rows].join('\n');
}

function commandTable(): string {
  return [
    '| command | what it does |',
    '|---|---|',
    ...COMMANDS.map((c) => `| \`advise ${c.name}${c.args ? ` ${c.args}` : ''}\` | ${c.summary} |`),
  ].join('\n');
}

/** Runs the built program as a reader would, 100 columns wide, without colour. */
function transcript(command: string): string {
  const args = command.trim().split(/\s+/).slice(1);
  const result = spawnSync(process.execPath, ['bin/advise.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1', LANG: 'en_US.UTF-8' },
  });
  return `\`\`\`console\n$ ${command.trim()}\n${(result.stdout + result.stderr).trimEnd()}\n\`\`\``;
}

import inquirer from 'inquirer';
import { BACK, type Back, Interrupted } from './asker.ts';
import type { PromptTerminal } from './prompt-screen.ts';

/** A question in the words of inquirer. */
export type Prompt = Readonly<Record<string, unknown>>;

type Key = { name?: string; ctrl?: boolean } | undefined;

/** Keys pressed ahead, between two prompts, wait for the next one unseen: a terminal in its usual mode would print them. */
export function keepKeys(input: NodeJS.ReadableStream, keep: boolean): void {
  (input as Partial<NodeJS.ReadStream>).setRawMode?.(keep);
}

/** Runs one prompt. Esc steps back; Ctrl-D, like Ctrl-C, leaves. */
export async function runPrompt<T>(
  prompt: Prompt,
  { input, output }: Pick<PromptTerminal, 'input' | 'output'>,
): Promise<T | Back> {
  const stop = new AbortController();
  let leaving = false;
  const onKey = (_: unknown, key: Key) => {
    leaving = key?.ctrl === true && key.name === 'd';
    if (key?.name === 'escape' || leaving) stop.abort();
  };
  const onEnd = () => {
    leaving = true;
    stop.abort();
  };
  input.on('keypress', onKey);
  input.once('end', onEnd);
  const ask = inquirer.createPromptModule({
    input,
    output,
    signal: stop.signal,
    clearPromptOnDone: true,
  } as never);
  try {
    const { value } = (await ask([{ ...prompt, name: 'value' } as never])) as { value: T };
    return value;
  } catch (error) {
    if (!stop.signal.aborted || leaving) throw left(error);
    return BACK;
  } finally {
    input.off('keypress', onKey);
    input.off('end', onEnd);
    // The prompt took its own end for that of the program.
    keepKeys(input, true);
  }
}

/** An interruption by any key is ours; anything else is a fault and stays one. */
const left = (error: unknown): unknown =>
  error instanceof Error && /^(?:ExitPrompt|AbortPrompt|CancelPrompt)Error$/.test(error.name)
    ? new Interrupted()
    : error;

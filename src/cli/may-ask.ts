import type { Context } from './context.ts';

/** A person must be at both ends of the questions; scripts get an error instead. */
export const mayAsk = ({ io, flags, format }: Context): boolean =>
  io.stdin.isTTY && io.stderr.isTTY && flags.input !== false && format !== 'json';

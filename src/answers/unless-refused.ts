import { UsageError } from '../schema/errors.ts';

/** What `act` gives, or `otherwise` where it refuses what was typed; any other error goes on. */
export function unlessRefused<A, B>(act: () => A, otherwise: B): A | B {
  try {
    return act();
  } catch (error) {
    if (error instanceof UsageError) return otherwise;
    throw error;
  }
}

import { lowered } from '../../units/format.ts';

/** An alternative's title, by whether it is the answer: "Rent a card" or "Buy nothing: rent a card". */
export const titled = (title: string, is_the_answer: boolean): string =>
  is_the_answer ? `Buy nothing: ${lowered(title)}` : title;

/**
 * Cases whose experts know how much is wanted and take a service, where our headline says to buy all the same, by part,
 * and why. Elsewhere a case asks only that the service comes first of what is told beside the pick.
 */
export const STILL_BOUGHT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  f: {
    'CVS-01':
      'Nobody hosts the 4B of the question at a price that is known, so nothing is there to compare with.',
  },
  o: {
    'OIV-01': 'A volume of clips that was given in tokens says nothing of what renting costs.',
  },
  p: {
    'AIL-01': 'At 5 million tokens a day of the best open model owning costs half of the API by our prices.',
  },
  t: {
    't-36':
      'The API costs 57 % of owning: a warning says so, and the headline is left to other reasons to own.',
  },
  be: {
    'be-27':
      'At 50 million tokens a day two used cards cost less than the host by our prices; the source has four new ones.',
  },
  bi: {
    'bi-10':
      'Renting costs 54 % of owning: a warning says so, and the headline is left to other reasons to own.',
  },
  bj: {
    'bj-20':
      'At 60 clips a day the card works fourteen hours, and hiring costs twice what owning does; the source sees it paid after 15 to 22 months.',
  },
};

/** A case that says how much is wanted, and that experts would answer with an API or something hired. */
export const takesService = (row: Readonly<Record<string, string>>): boolean =>
  /"--(?:tokens-per-day|jobs)"/.test(row['args'] ?? '') &&
  /api|rent/.test(row['expect_alternative'] ?? '') &&
  row['accept_regex'] === '';

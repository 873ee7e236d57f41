/** `advise help <topic>`: each is one module so that help stays light. */
export const TOPICS: Readonly<Record<string, { summary: string; load: () => Promise<{ text: string }> }>> = {
  method: {
    summary: 'how speeds, fits and prices are estimated, and how wrong they are',
    load: () => import('./topics/method.ts'),
  },
  words: {
    summary: 'what decode, tight, calibrated and the other words mean',
    load: () => import('./topics/words.ts'),
  },
  json: { summary: 'the JSON document and what scripts may rely on', load: () => import('./topics/json.ts') },
  'exit-codes': { summary: '0, 1, 2 and 130', load: () => import('./topics/exit-codes.ts') },
  data: { summary: 'your own machines, prices, models and rules', load: () => import('./topics/data.ts') },
  tables: {
    summary: 'the columns of the tables that advise evaluate reads',
    load: () => import('./topics/tables.ts'),
  },
  rules: { summary: 'how judgement is written down', load: () => import('./topics/rules.ts') },
};

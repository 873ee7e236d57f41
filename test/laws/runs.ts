import fc from 'fast-check';

const asked = Number(process.env['LAW_RUNS'] ?? '');

/**
 * `npm test` tries the same cases every time, so that it fails for a change and never by chance; `npm run laws` tries
 * new ones, as many as it is told.
 */
fc.configureGlobal(asked ? { numRuns: asked } : { seed: 1 });

/** How often a law is tried: a few times in `npm test`, as often as LAW_RUNS says in `npm run laws`. */
export const runs = (usual: number): number => asked || usual;

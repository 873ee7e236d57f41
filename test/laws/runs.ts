/** How often a law is tried: a few times in `npm test`, as often as LAW_RUNS says in `npm run laws`. */
export const runs = (usual: number): number => Number(process.env['LAW_RUNS'] ?? '') || usual;

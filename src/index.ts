/**
 * advise as a library:
 *
 *   import { loadCatalog, recommend } from 'advise';
 *   const answer = recommend(answers, await loadCatalog(), { asOf: '2026-11-20', seed: 1 });
 */
export { loadCatalog } from './cli/load-catalog.ts';
export { type RecommendOptions, recommend } from './recommend/recommend.ts';
export { render } from './report/index.ts';
export type { Answers } from './schema/answers.ts';
export type { Catalog } from './schema/catalog.ts';
export type { Recommendation } from './schema/document.ts';
export type { Estimate } from './schema/estimate.ts';

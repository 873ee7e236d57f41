/** advise as a library; `test/example/library.mjs` is a program that uses it. */

export { detailed } from './library/detailed.ts';
export { type EstimateRequest, estimate } from './library/estimate.ts';
export { type Question, recommend } from './library/recommend.ts';
export { type Drawing, render } from './library/render.ts';
export { loadCatalog } from './package/load-catalog.ts';
export type { Answers } from './schema/answers.ts';
export type { Catalog } from './schema/catalog.ts';
export type { Ranked, Recommendation } from './schema/document.ts';
export { AdviseError, DataError, UsageError } from './schema/errors.ts';
export type { Estimate } from './schema/estimate.ts';
export type { EstimateDocument } from './schema/estimate-document.ts';

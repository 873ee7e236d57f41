import { estimateOne } from '../../recommend/estimate/estimate-one.ts';
import { type EstimateQuestion, setupsAsked } from '../../recommend/estimate/question.ts';
import { usersThatFit } from '../../recommend/estimate/users-that-fit.ts';
import { usualFormats } from '../../recommend/perform/quant-choices.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { EstimateDocument } from '../../schema/estimate-document.ts';
import { gib, tokens } from '../../units/format.ts';
import { inShell } from '../../units/in-shell.ts';

/** What an estimate's figures do not show by themselves: that nobody can run it so, and what would work instead. */
export function estimateNotes(q: EstimateQuestion, d: EstimateDocument, catalog: Catalog): string[] {
  const longest = q.model.architecture?.max_context ?? null;
  if (longest !== null && d.footprint.context > longest)
    return [
      `${q.model.name} ends at ${tokens(longest)} tokens: ${tokens(d.footprint.context)} are beyond the model, on any machine.`,
    ];
  const { status } = d.footprint;
  const together = q.users > 1 && (status === 'no' || status === 'offload') ? fewer(q, d, catalog) : [];
  return [...(status === 'no' ? [smaller(q, d, catalog)] : []), ...together];
}

/** Where not everybody's cache fits: how many do. Nothing where not even one does, which is no matter of users. */
function fewer(q: EstimateQuestion, d: EstimateDocument, catalog: Catalog): string[] {
  const most = usersThatFit(q, d, catalog);
  if (most === 0) return [];
  const over =
    d.footprint.status === 'offload'
      ? ' What is over is taken to lie in main memory here, which slows all of them.'
      : '';
  return [
    `The caches of ${q.users} users with ${tokens(d.footprint.context)} tokens each do not fit together, ${most === 1 ? 'that of one does' : `those of up to ${most} do`}.${over}`,
  ];
}

function smaller(q: EstimateQuestion, d: EstimateDocument, catalog: Catalog): string {
  const context = `${tokens(d.footprint.context)} tokens of context`;
  const fits = largestThatFits(q, catalog);
  if (!fits && d.footprint.weights_gib > d.footprint.usable_gib)
    return `${q.model.name} does not fit in any usual format: \`advise fit ${q.model.id}\` lists the machines that run it.`;
  // Of several users the list of machines has one at the whole context, which is another question.
  if (!fits && q.users > 1)
    return `${q.model.name} does not fit with ${context} for each of ${q.users} users in any usual format.`;
  if (!fits)
    return `${q.model.name} does not fit with ${context} in any usual format: \`advise fit ${q.model.id} -c ${d.footprint.context}\` lists the machines that run it.`;
  const { footprint_gib, usable_gib } = fits.footprint;
  const { quant } = fits.model;
  return `${d.model.quant} does not fit. The largest usual format that does is ${quant}, with ${gib(footprint_gib)} of ${gib(usable_gib)}: --quant ${inShell(quant)}`;
}

/** The largest of the formats people download for the engines of this machine that fits whole; null where none does. */
function largestThatFits(q: EstimateQuestion, catalog: Catalog): EstimateDocument | null {
  const engines = new Set(setupsAsked({ ...q, quant: null }, catalog).map((s) => s.engine));
  const formats = new Set([...engines].flatMap((engine) => usualFormats(q.model, engine, catalog)));
  const fitting = [...formats]
    .map((quant) => estimateOne({ ...q, quant }, catalog))
    .filter((d) => d !== null)
    .filter(({ footprint: { status } }) => status === 'comfortable' || status === 'tight');
  fitting.sort((a, b) => b.footprint.weights_gib - a.footprint.weights_gib);
  return fitting[0] ?? null;
}

import { placeholdersIn } from '../rules/because.ts';
import type { Fired } from '../rules/compile.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { Performance, Reason } from '../schema/document.ts';
import type { System } from '../schema/system.ts';
import type { WorkloadProfile } from '../schema/workload.ts';
import { compileCurve, scoreAt } from '../scoring/curve.ts';
import { digitsFor } from '../units/format.ts';
import type { Seconds, TokensPerSecond } from '../units/units.ts';
import { doubtsAbout } from './doubts.ts';
import { alike, firedReason, type Judged } from './judge.ts';
import { jobSeconds, jobTime } from './main-figure.ts';
import { modelName } from './prose/names.ts';
import { reason } from './prose/reason-text.ts';

/** Assumption: a ratio below this is within what two careful testers of one cell differ by. */
const CLEAR_RATIO = 1.2;
/** Assumption: a saving below this share of one's own price is no reason. */
const SAVING_WORTH_A_WORD = 0.1;
/** Assumption: nobody minds waiting this long, so that being sooner is no reason either. Seconds. */
const UNFELT_WAIT_S = 1;
/** Assumption: to be the cheapest of no more than these is no feat. */
const FEW = 2;

/**
 * Why a candidate is where it is: what it does better than the rest of the field, what it runs, then what the rules say.
 * `field` is every judged candidate, best first; comparisons skip its own twins.
 */
export function reasonsFor(j: Judged, field: readonly Judged[], catalog: Catalog): Reason[] {
  const rival = field.find((o) => !alike(o, j));
  return [
    ...priceReasons(j, field, rival),
    ...decodeReason(j, field, rival, catalog),
    ...waitReason(j, rival),
    ...jobReason(j, field, rival, catalog),
    ...fitReasons(j),
    ...comfortReasons(j),
    ...doubtsAbout(j, catalog),
    ...j.fired.filter((f) => f.effect !== 'suggest').map((f) => withOwnSources(f, j)),
  ];
}

/** Facts that somebody wrote down of one machine: where they are told, their source is cited. */
const SOURCE_OF_FACT: Readonly<Record<string, (s: System) => string | undefined>> = {
  'candidate.sold_out_days': (s) => s.sold_out?.source,
};

function withOwnSources(fired: Fired, { facts, evaluated }: Judged): Reason {
  const reason = firedReason(fired, facts);
  const own = placeholdersIn(fired.because).flatMap((name) => SOURCE_OF_FACT[name]?.(evaluated.system) ?? []);
  return own.length === 0 ? reason : { ...reason, sources: [...new Set([...own, ...reason.sources])] };
}

const first = (j: Judged) => j.evaluated.outcomes[0]?.performance;
const decode = (j: Judged): number | null => first(j)?.speed?.decode_tok_s?.value ?? null;
const ttft = (j: Judged): number | null => first(j)?.speed?.ttft_s?.value ?? null;
const seconds = (j: Judged): Seconds | null => {
  const p = first(j);
  return p ? jobSeconds(p) : null;
};

/** The rival and its place. It is not always the leader, whose twins, and itself, are compared with the best of the others. */
const named = (j: Judged, rival: Judged, field: readonly Judged[]) => {
  const at = field.indexOf(rival);
  const place = at === 0 ? 'which leads' : at < field.indexOf(j) ? 'ranked above' : 'the next best';
  return { than: rival.evaluated.system.name, place };
};

/** The rival's model where it is another one: its speed is then no measure of the machine alone. */
function otherModel(j: Judged, rival: Judged): string {
  const [own, theirs] = [first(j)?.model, first(rival)?.model];
  return own && theirs && own.id !== theirs.id ? ` with ${theirs.name}` : '';
}

function priceReasons(j: Judged, field: readonly Judged[], rival: Judged | undefined): Reason[] {
  const own = j.evaluated.price?.value;
  if (own === undefined) return [];
  const runsIt = (o: Judged) => first(o)?.fit?.status === 'comfortable' && o.evaluated.price !== null;
  if (runsIt(j) && !field.some((o) => runsIt(o) && (o.evaluated.price?.value ?? 0) < own)) {
    const of = field.filter(runsIt).length;
    if (of > FEW) return [reason('cheapest_that_runs_it', { of })];
  }
  const saves = (rival?.evaluated.price?.value ?? 0) - own;
  return rival && saves > SAVING_WORTH_A_WORD * own
    ? [reason('cheaper_than_next', { saves_usd: saves, ...named(j, rival, field) })]
    : [];
}

/** How fast it decodes: faster than everybody, clearly faster than the rival, or what that feels like to who reads along. */
function decodeReason(
  j: Judged,
  field: readonly Judged[],
  rival: Judged | undefined,
  catalog: Catalog,
): Reason[] {
  const p = first(j);
  const estimate = p?.speed?.decode_tok_s;
  if (!p?.speed || !estimate) return [];
  const own = estimate.value;
  const rate = { decode_tok_s: own, digits: digitsFor(estimate.basis), depth: p.speed.at.depth };
  // Asked of every machine: each search ends at the first that answers it, so that ten thousand do not take their square.
  const decodes = (o: Judged): boolean => !alike(o, j) && decode(o) !== null;
  const beaten = field.some((o) => (decode(o) ?? 0) >= own && decodes(o));
  if (!beaten && field.some(decodes)) return [reason('fastest_decode', rate)];
  const theirs = rival ? decode(rival) : null;
  if (rival && theirs !== null && own > theirs * CLEAR_RATIO) {
    const running = otherModel(j, rival);
    return [reason('decode_margin', { ratio: own / theirs, ...named(j, rival, field), running })];
  }
  const { reader } = catalog.workloads[p.workload];
  return reader ? [reason('reads_along', { ...rate, feels: feels(own, reader) })] : [];
}

/** That the first token comes clearly sooner than the rival's, where that makes anybody wait. */
function waitReason(j: Judged, rival: Judged | undefined): Reason[] {
  const wait = ttft(j);
  const theirs = rival ? ttft(rival) : null;
  if (!rival || wait === null || theirs === null || theirs <= UNFELT_WAIT_S) return [];
  if (theirs <= wait * CLEAR_RATIO) return [];
  const than = rival.evaluated.system.name;
  const running = otherModel(j, rival);
  return [reason('first_token_margin', { ratio: theirs / wait, than, running, ttft_s: wait })];
}

/** How long a job takes, where that is clearly less than the rival needs, or short by itself; else only figures tell it. */
function jobReason(
  j: Judged,
  field: readonly Judged[],
  rival: Judged | undefined,
  catalog: Catalog,
): Reason[] {
  const p = first(j);
  const own = seconds(j);
  if (!p || own === null) return [];
  const job = p.image ? 'One image' : p.video ? 'One clip' : 'The training run';
  const theirs = rival ? seconds(rival) : null;
  if (rival && theirs !== null && theirs > own * CLEAR_RATIO) {
    const running = otherModel(j, rival);
    return [
      reason('job_margin', { job, seconds: own, theirs_s: theirs, running, ...named(j, rival, field) }),
    ];
  }
  return isSoonDone(p, catalog) ? [reason('job_time', { job, seconds: own })] : [];
}

/** Assumption: a job of this score is soon done: a picture in 10 s, a clip in nine minutes, two runs in a working day. */
const SOON_SCORE = 0.65;

function isSoonDone(p: Performance, { scoring }: Catalog): boolean {
  const { curves } = scoring.criteria.speed;
  const curve = curves[p.workload] ?? curves['default'];
  const time = jobTime(p);
  return curve !== undefined && time !== null && scoreAt(compileCurve(curve), time.value) >= SOON_SCORE;
}

/** The thresholds readers, reviewers and agents' users name (see the speed criterion in data/scoring.yaml). */
function feels(tokS: TokensPerSecond, reader: NonNullable<WorkloadProfile['reader']>): string {
  if (reader === 'agent') {
    if (tokS < 20) return 'slow for an agent';
    return tokS < 40 ? 'an agent can be waited for' : 'fast enough for agents';
  }
  if (tokS < 5) return 'slower than reading';
  if (tokS < 10) return 'about reading speed';
  return tokS < 20 ? 'comfortable to read along' : 'faster than anybody reads';
}

function fitReasons(j: Judged): Reason[] {
  const p = first(j);
  const { fit, model } = p ?? {};
  if (!fit || !model || fit.status === 'no') return [];
  const strongest =
    j.facts['need.model_named'] === false ? [reason('best_model', { model: modelName(model) })] : [];
  const room =
    fit.max_context && !p?.copies
      ? [
          reason('fits_with_room', {
            model: modelName(model),
            footprint_gib: fit.footprint_gib,
            usable_gib: fit.usable_gib,
            max_context: fit.max_context,
            ...(fit.usual_depth === undefined ? {} : { usual_depth: fit.usual_depth }),
          }),
        ]
      : [];
  return [...strongest, ...room];
}

function comfortReasons(j: Judged): Reason[] {
  const { system } = j.evaluated;
  const out: Reason[] = [];
  if (system.traits.includes('silent') || system.traits.includes('quiet'))
    out.push(reason('quiet', { how: system.traits.includes('silent') ? 'Near silent' : 'Quiet' }));
  if (system.setup === 'turnkey') out.push(reason('turnkey', {}));
  if (j.facts['need.cuda'] !== 'none' && j.facts['candidate.has_cuda'] === true)
    out.push(reason('cuda_native', {}));
  return out;
}

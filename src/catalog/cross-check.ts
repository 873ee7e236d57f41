import type { Claim } from '../schema/claim.ts';
import type { DataProblem } from '../schema/errors.ts';
import { checkJudgement } from './check-judgement.ts';
import { pickClaim } from './claims.ts';
import type { Collections } from './collections.ts';
import { nearestNames as nearest } from './names/nearest.ts';

type Complain = (key: string, path: readonly PropertyKey[], message: string, hint?: string) => void;
type Sourced = { sources?: Record<string, readonly string[]> | readonly string[] };

/**
 * What one file cannot know about itself: every reference resolves, aliases name one thing, contradictions follow the
 * written rule, nothing is dated after `today`, nothing discontinued is sold new.
 */
export function crossCheck(all: Collections, today: string): DataProblem[] {
  const problems: DataProblem[] = [];
  const complain: Complain = (key, path, message, hint) => {
    const place = all.places.get(key);
    const at = place ? place.locate(path) : { line: 0, column: 0 };
    problems.push({
      file: place?.file ?? key,
      ...at,
      path: path.map(String).join('.'),
      message,
      ...(hint ? { hint } : {}),
    });
  };
  const row = (
    folder: 'prices' | 'sizes' | 'measurements',
    index: number,
    column: string,
    message: string,
    hint?: string,
  ) => {
    // Rows of the catalogue below come first and were checked when it was compiled.
    const total =
      folder === 'prices'
        ? all.offers.length
        : folder === 'sizes'
          ? all.sizes.length
          : all.measurements.length;
    const place = all.rowPlaces[folder][index - (total - all.rowPlaces[folder].length)];
    if (!place) return;
    problems.push({
      file: place?.file ?? folder,
      line: place?.line ?? 0,
      column: 1,
      path: column,
      message,
      ...(hint ? { hint } : {}),
    });
  };
  const near = (word: string, known: Iterable<string>) => {
    const found = nearest(word, known, 1)[0];
    return found ? `Did you mean "${found}"?` : undefined;
  };
  checkReferences(all, complain, near);
  checkSources(all, complain, near);
  checkAliases(all, complain);
  checkClaims(all, complain);
  checkDates(all, today, complain);
  checkRows(all, today, row, near);
  checkJudgement(all, complain);
  return problems;
}

type Near = (word: string, known: Iterable<string>) => string | undefined;

function checkReferences(all: Collections, complain: Complain, near: Near): void {
  const need = (
    key: string,
    path: readonly PropertyKey[],
    id: string,
    what: string,
    known: Record<string, unknown>,
  ) => {
    if (!(id in known)) complain(key, path, `no ${what} "${id}"`, near(id, Object.keys(known)));
  };
  const items = { ...all.systems, ...all.devices, ...all.parts };
  for (const [id, system] of Object.entries(all.handWritten)) {
    const key = `systems/${id}`;
    system.devices.forEach((d, i) => {
      need(key, ['devices', i, 'device'], d.device, 'device', all.devices);
    });
    system.parts.forEach((p, i) => {
      need(key, ['parts', i, 'item'], p.item, 'system, device or part', items);
    });
    system.succeeds.forEach((s, i) => {
      need(key, ['succeeds', i], s, 'system', all.systems);
    });
    if (system.host?.device) need(key, ['host', 'device'], system.host.device, 'device', all.devices);
  }
  for (const [id, host] of Object.entries(all.hosts)) {
    need(`hosts/${id}`, ['cpu_device'], host.cpu_device, 'device', all.devices);
    host.parts.forEach((p, i) => {
      need(`hosts/${id}`, ['parts', i, 'item'], p.item, 'part', items);
    });
  }
}

function checkSources(all: Collections, complain: Complain, near: Near): void {
  const known = Object.keys(all.sources);
  const check = (key: string, path: readonly PropertyKey[], ids: readonly string[]) => {
    ids.forEach((id, i) => {
      if (!(id in all.sources)) complain(key, [...path, i], `no source "${id}"`, near(id, known));
    });
  };
  const profiles: Record<string, Record<string, Sourced>> = {
    devices: all.devices,
    systems: all.handWritten,
    hosts: all.hosts,
    models: { ...all.models, ...all.diffusion },
    rules: all.rules,
    workloads: all.workloads,
  };
  for (const [folder, things] of Object.entries(profiles)) {
    for (const [id, thing] of Object.entries(things)) {
      const sources = thing.sources;
      if (Array.isArray(sources)) check(`${folder}/${id}`, ['sources'], sources as readonly string[]);
      else
        for (const [section, ids] of Object.entries(sources ?? {}))
          check(`${folder}/${id}`, ['sources', section], ids as readonly string[]);
    }
  }
  for (const [id, quant] of Object.entries(all.quants))
    check(`quants.yaml`, ['quants', id, 'sources'], quant.sources);
  for (const [id, engine] of Object.entries(all.engines))
    check('engines.yaml', ['engines', id, 'sources'], engine.sources);
  all.memory_rules.forEach((rule, i) => {
    check('platforms.yaml', ['rules', i, 'sources'], rule.sources);
  });
}

function checkAliases(all: Collections, complain: Complain): void {
  const kinds: Record<string, Record<string, { name: string; aliases: readonly string[] }>> = {
    devices: all.devices,
    systems: all.handWritten,
    models: { ...all.models, ...all.diffusion },
  };
  for (const [folder, things] of Object.entries(kinds)) {
    const owner = new Map<string, string>();
    for (const [id, thing] of Object.entries(things)) {
      for (const name of new Set([id, thing.name, ...thing.aliases].map((n) => n.toLowerCase()))) {
        const other = owner.get(name);
        if (other && other !== id)
          complain(
            `${folder}/${id}`,
            ['aliases'],
            `"${name}" already names "${other}"`,
            'A name must lead to one thing.',
          );
        else owner.set(name, id);
      }
    }
  }
}

function checkClaims(all: Collections, complain: Complain): void {
  const kinds: Record<string, Record<string, { claims: readonly Claim[] }>> = {
    devices: all.devices,
    systems: all.handWritten,
    models: { ...all.models, ...all.diffusion },
  };
  for (const [folder, things] of Object.entries(kinds)) {
    for (const [id, thing] of Object.entries(things)) {
      for (const field of new Set(thing.claims.map((c) => c.field))) {
        const claims = thing.claims.filter((c) => c.field === field);
        const picked = pickClaim(claims);
        const stated = field
          .split('.')
          .reduce<unknown>((v, k) => (v as Record<string, unknown> | undefined)?.[k], thing);
        if (picked && stated !== undefined && String(stated) !== String(picked.value))
          complain(
            `${folder}/${id}`,
            field.split('.'),
            `is ${String(stated)}, but the claims' rule picks ${String(picked.value)} (${picked.kind}, ${picked.date})`,
            'State the picked value, or mark another claim "chosen: true" with a note.',
          );
        claims.forEach((c) => {
          if (!(c.source in all.sources)) complain(`${folder}/${id}`, ['claims'], `no source "${c.source}"`);
        });
      }
    }
  }
}

function checkDates(all: Collections, today: string, complain: Complain): void {
  for (const [folder, things] of Object.entries({
    devices: all.devices,
    models: { ...all.models, ...all.diffusion },
  })) {
    for (const [id, thing] of Object.entries(things))
      if (thing.released && thing.released > today)
        complain(
          `${folder}/${id}`,
          ['released'],
          `${thing.released} is in the future`,
          'Leave it out until it is released.',
        );
  }
  for (const [id, s] of Object.entries(all.handWritten)) {
    if (s.ended && s.ended > today) complain(`systems/${id}`, ['ended'], `${s.ended} is in the future`);
    if (s.ended && s.released && s.ended < s.released)
      complain(`systems/${id}`, ['ended'], 'ends before it was released');
  }
}

type Row = (
  folder: 'prices' | 'sizes' | 'measurements',
  index: number,
  column: string,
  message: string,
  hint?: string,
) => void;

function checkRows(all: Collections, today: string, row: Row, near: Near): void {
  const items: Record<string, unknown> = { ...all.systems, ...all.devices, ...all.parts };
  const textModels: Record<string, unknown> = { ...all.models, ...all.diffusion };
  all.offers.forEach((offer, i) => {
    const [scheme, rest] = offer.item.includes(':')
      ? (offer.item.split(':') as [string, string])
      : ['', offer.item];
    const known =
      scheme === '' ? items : scheme === 'cloud' ? all.devices : scheme === 'api' ? textModels : undefined;
    if (known && !(rest in known))
      row('prices', i, 'item', `no such item "${offer.item}"`, near(rest, Object.keys(known)));
    if (!(offer.source in all.sources))
      row('prices', i, 'source', `no source "${offer.source}"`, near(offer.source, Object.keys(all.sources)));
    if (offer.observed > today) row('prices', i, 'observed', `${offer.observed} is in the future`);
    const ended = all.systems[rest]?.ended;
    if (scheme === '' && ended && offer.observed > ended && offer.trust === 'ok' && offer.kind === 'list')
      row(
        'prices',
        i,
        'kind',
        `${rest} ended on ${ended} and has a list price of ${offer.observed}`,
        'Mark it doubtful, or correct the end date.',
      );
  });
  all.sizes.forEach((size, i) => {
    if (!(size.model in textModels))
      row('sizes', i, 'model', `no model "${size.model}"`, near(size.model, Object.keys(textModels)));
    if (!(size.source in all.sources))
      row('sizes', i, 'source', `no source "${size.source}"`, near(size.source, Object.keys(all.sources)));
  });
  all.measurements.forEach((m, i) => {
    if (!(m.device in all.devices))
      row('measurements', i, 'device', `no device "${m.device}"`, near(m.device, Object.keys(all.devices)));
    if (!(m.model in all.models))
      row('measurements', i, 'model', `no model "${m.model}"`, near(m.model, Object.keys(all.models)));
    if (!(m.quant in all.quants))
      row('measurements', i, 'quant', `no quant "${m.quant}"`, near(m.quant, Object.keys(all.quants)));
    if (!(m.source in all.sources))
      row('measurements', i, 'source', `no source "${m.source}"`, near(m.source, Object.keys(all.sources)));
    if (m.date > today) row('measurements', i, 'date', `${m.date} is in the future`);
  });
}

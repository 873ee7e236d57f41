import { didYouMean } from '../../schema/errors.ts';
import { groupBy } from '../../units/statistics.ts';
import type { Collections } from '../collections.ts';
import { tightKey } from '../names/keys.ts';
import { editDistance } from '../names/nearest.ts';
import type { Check, Complaints } from './complaints.ts';

type Named = { readonly name: string; readonly aliases: readonly string[] };

/** A name leads to one thing of its kind, however it is spaced or capitalised; a misnomer is nobody's name. */
export const checkNames: Check = (all, complain) => {
  const kinds: Record<string, Readonly<Record<string, Named>>> = {
    devices: all.devices,
    systems: all.systems,
    models: { ...all.models, ...all.diffusion },
  };
  const anyone = new Map<string, string>();
  for (const [folder, things] of Object.entries(kinds)) {
    const owner = new Map<string, string>();
    for (const [id, thing] of Object.entries(things)) {
      for (const [name, path] of namesOf(id, thing)) {
        const key = tightKey(name);
        const other = owner.get(key);
        anyone.set(key, id);
        owner.set(key, other ?? id);
        if (other === undefined || other === id) continue;
        // Below an overlay the newcomer is at fault, whichever of the two sorts first; a build has no file of its own.
        const written = (one: string) => all.places.has(`${folder}/${one}`);
        const [mine, theirs] = written(id) || !written(other) ? [id, other] : [other, id];
        const said = `"${name}" already names "${theirs}"`;
        const hint = 'A name must lead to one thing.';
        if (!written(mine)) complain.at('rigs.yaml', ['rigs'], said, hint);
        else complain.at(`${folder}/${mine}`, mine === id ? path : ['aliases'], said, hint);
      }
    }
  }
  checkFormatNames(all, complain);
  checkFamilies(all, complain);
  for (const name of Object.keys(all.misnomers)) {
    const id = anyone.get(tightKey(name));
    if (id !== undefined)
      complain.at('misnomers.yaml', ['misnomers', name], `is a name of "${id}"`, 'Something is called that.');
  }
};

/** Shorter names are too alike to tell a slip from another family (assumption). */
const FAMILY_LETTERS = 8;
const lettersOf = (family: string): string => family.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Complains about a family of one device whose name is a letter away from another: it would not learn from its sisters,
 * and nobody would notice.
 */
function checkFamilies(all: Collections, complain: Complaints): void {
  const families = groupBy(Object.values(all.devices), ({ family }) => family);
  for (const [id, { family }] of Object.entries(all.devices)) {
    const letters = lettersOf(family);
    if ((families.get(family)?.length ?? 0) > 1 || letters.length < FAMILY_LETTERS) continue;
    const digits = family.replace(/\D/g, '');
    const meant = [...families.keys()].find(
      (other) =>
        other !== family &&
        other.replace(/\D/g, '') === digits &&
        editDistance(letters, lettersOf(other)) <= 1,
    );
    if (meant !== undefined)
      complain.at(`devices/${id}`, ['family'], `"${family}" has no other device`, didYouMean([meant]));
  }
}

/** The same word may mean different formats in different engines ("4bit"), but not in one. */
function checkFormatNames(all: Collections, complain: Complaints): void {
  const owner = new Map<string, string>();
  for (const [id, quant] of Object.entries(all.quants))
    for (const [name, path] of namesOf(id, quant))
      for (const engine of quant.engines) {
        const key = `${engine} ${tightKey(name)}`;
        const other = owner.get(key) ?? id;
        owner.set(key, other);
        if (other !== id)
          complain.at(
            'quants.yaml',
            ['quants', id, ...path],
            `"${name}" already names "${other}" on ${engine}`,
          );
      }
}

const namesOf = (id: string, { name, aliases }: Named): (readonly [string, readonly PropertyKey[]])[] => [
  [id, []],
  [name, ['name']],
  ...aliases.map((alias, i) => [alias, ['aliases', i]] as const),
];

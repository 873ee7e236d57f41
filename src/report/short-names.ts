import { OWN_PC } from '../recommend/prose/names.ts';
import type { Ranked } from '../schema/document.ts';

/** What a table needs of a row to name it. */
type Named = Pick<Ranked, 'price_usd'> & { readonly system: Pick<Ranked['system'], 'name' | 'kind'> };

/**
 * A name without what stands after its comma: of a build the host, or that it is one's own PC, which is for lists and the
 * full name; of a laptop the card, which stays where another of these machines would be called the same without.
 */
export function shortName(row: Named, among: readonly Named[]): string {
  const short = beforeComma(row);
  const shared = among.some((other) => other !== row && beforeComma(other) === short);
  return row.system.kind === 'laptop' && shared ? row.system.name : short;
}

/**
 * The short names of the rows of one table; where two would be the same, with as many words of the rest as tell them
 * apart.
 */
export function shortNames(rows: readonly Named[]): string[] {
  const short = rows.map((r) => shortName(r, rows));
  return rows.map(({ system: { name: full } }, i) => {
    const name = short[i] ?? full;
    const others = rows.flatMap((r, o) => (o !== i && short[o] === name ? [r.system.name] : []));
    if (others.length === 0 || !full.startsWith(`${name}, `)) return others.length === 0 ? name : full;
    const rest = full.slice(name.length + 2).split(' ');
    const told = rest.map((_, n) => `${name}, ${rest.slice(0, n + 1).join(' ')}`);
    return told.find((t) => !others.some((other) => `${other} `.startsWith(`${t} `))) ?? full;
  });
}

const beforeComma = ({ system: { name }, price_usd }: Named): string =>
  price_usd?.in_own_pc ? name.replace(OWN_PC, '') : name.replace(/, .*/, '');

const WIDTH = 140;
type Tree = Record<string, unknown>;

/** A result document to be read in a diff: what fits a line stands on one, and the market's rest is counted. */
export function readable(json: string): string {
  const document = JSON.parse(json) as Tree & { excluded: { reasons: { code: string }[] }[] };
  const counts: Record<string, number> = {};
  for (const { reasons } of document.excluded) {
    const code = reasons[0]?.code ?? 'none';
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return `${pretty({ ...document, catalog: '(digest)', advise_version: 'VERSION', excluded: sorted(counts) }, '')}\n`;
}

const sorted = (counts: Record<string, number>): Tree =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

function pretty(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || line.length + indent.length <= WIDTH) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((v) => inner + pretty(v, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(
    ([key, v]) => `${inner}${JSON.stringify(key)}: ${pretty(v, inner)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

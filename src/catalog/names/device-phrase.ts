/**
 * Taking a printed machine description apart: "GeForce RTX 4090 + EPYC 9355 (12ch DDR5)", "2x RTX 3090", "DGX Spark x2".
 */
interface DevicePhrase {
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  /** Part of the model ran from system memory, said by the name itself. */
  readonly offload: boolean;
  /** "(CPU only)": the accelerator of the machine took no part. */
  readonly cpuOnly: boolean;
}

const OFFLOAD_WORDS = /\b(?:cpu\s+ram|ram\s+offload|cpu\s+offload|system\s+ram|unified\s+memory\)|hybrid)\b/i;
export const CPU_ONLY = /\bcpu\s+only\b|\bcpu\s*(?=\)?\s*$)/i;

const COUNT_WORDS: Readonly<Record<string, number>> = {
  dual: 2,
  twin: 2,
  two: 2,
  triple: 3,
  three: 3,
  quad: 4,
  four: 4,
  six: 6,
  octa: 8,
  eight: 8,
};
const BY_WORD = Object.keys(COUNT_WORDS).join('|');
const COUNTED_BY_WORD = new RegExp(`^(${BY_WORD})\\s+(.+)$`, 'i');
const COUNT = `(?:\\d{1,2}|${BY_WORD})`;
const UNIT = '(?:nodes?|gpus?|cards?|units?|sockets?)';
/** "2-node DGX Spark", "Dual-socket EPYC 9654"; "DGX Spark 2-node", "H100 8-GPU server"; "DGX Spark cluster of 4"; "EPYC 9654 2P". */
const OF_UNITS = [
  new RegExp(`^(?<n>${COUNT})[\\s-]${UNIT}\\s+(?<name>.+)$`, 'i'),
  new RegExp(`^(?<name>.+?)\\s+(?<n>${COUNT})[\\s-]${UNIT}(?:\\s(?:cluster|node|server))?$`, 'i'),
  new RegExp(`^(?<name>.+?)\\s+cluster\\s+of\\s+(?<n>${COUNT})$`, 'i'),
  /^(?<name>.+?)\s+(?<n>[2-8])[ps]$/i,
];
/** "RTX 3090 x2 TP2", "2x DGX Spark cluster": said twice. */
const SAID_AGAIN = /\s+(?:tp\s?=?\s?\d{1,2}|cluster)$/i;

/** How many of what a part of a phrase names, in any of the ways that people write it. */
function counted(text: string): { name: string; count: number } {
  for (const pattern of OF_UNITS) {
    const { name, n = '' } = pattern.exec(text)?.groups ?? {};
    if (name) return several(name, COUNT_WORDS[n.toLowerCase()] ?? Number(n));
  }
  const bare = text.replace(SAID_AGAIN, '');
  const many = multiplied(bare);
  return many.count > 1 || bare === text ? many : multiplied(text);
}

/** "2x RTX 3090", "2xRTX3090", "8 × H100", "2 RTX 3090s"; "RTX 3090 x2", "RTX 3090 2x", "RTX 3090 *2"; "Dual RTX 3090". */
function multiplied(text: string): { name: string; count: number } {
  const before =
    /^(?:(\d{1,2})\s*[x×*]\s*(?=[a-z]|\d{3})|([2-9])\s+(?=[a-z])(?!(?:gi?b|cores?)\b))(.+)$/i.exec(text);
  if (before) return several(before[3] ?? '', Number(before[1] ?? before[2]));
  const after = /^(.+?)\s+(?:[x×*]\s?(\d{1,2})|(\d{1,2})[x×])$/i.exec(text);
  if (after) return several(after[1] ?? '', Number(after[2] ?? after[3]));
  const [, word = '', rest = ''] = COUNTED_BY_WORD.exec(text) ?? [];
  const count = COUNT_WORDS[word.toLowerCase()];
  return count ? several(rest, count) : { name: text, count: 1 };
}

/** "RTX 3090s" are several of one, and so is a cluster of them; "Xeon 6454S" is a name. */
const several = (name: string, count: number) => ({
  name: name.replace(/\s+cluster$/i, '').replace(/(?<=\d)s$/, ''),
  count,
});

/** What a remark may say about which device it is; "ASUS Ascent GX10" and "768 GB DDR5" say nothing. */
const TELLING = new RegExp(
  [
    /\b(?:laptop|mobile|notebook|max-?q|mod(?:ded)?|unlocked|sxm\d?|pcie(?!\s*(?:gen|[1-6](?:\.0)?\b))|nvl|server edition|npu)\b/,
    /\b\d+[\s-]*(?:gpu[\s-]*)?cores?\b(?![\s-]*cpu)/,
    /\b\d+\s*gi?b\b(?!\/s|\s*(?:of\s+)?(?:system|host|l?p?ddr|ram\b))/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);
const HOW_MANY = new RegExp(`^(?:[x×]\\s?(\\d{1,2})|(\\d{1,2})\\s?[x×]|(\\d{1,2})[\\s-]${UNIT})$`, 'i');

/** A remark in brackets shortened to what tells the device; a remark about a modified card stays whole. */
function shortened(whole: string, remark: string): string {
  if (/\bmod\b|\bunlocked\b/i.test(remark)) return whole;
  const many = remark.split(',').flatMap((part) => HOW_MANY.exec(part.trim()) ?? []);
  const count = many.slice(1).find((n) => n !== undefined);
  return ` ${(remark.match(TELLING) ?? []).join(' ')} ${count ? `x${count}` : ''}`;
}

/** A second card behind the slash leaves open which of them it was; an APU's graphics do not. */
const SLASH = /\s+\/\s+(?!(?:nvidia |geforce |amd |radeon |intel )*(?:rtx|gtx|rx|arc|\d{4})\b)([^()]*)/i;

/** What follows "with", a comma, a clock or a slash is a remark too. */
const asRemark = (text: string): string =>
  text
    .replace(/^\d+th gen\s+/i, '')
    .replace(/\s+@.*$/, '')
    .replace(/\s+(?:w\/|with\s)([^()]*)/i, ' ($1)')
    .replace(/,([^()]*)(?=$|\()/, ' ($1)')
    .replace(SLASH, ' ($1)');

function withoutRemark(text: string): string {
  return asRemark(text)
    .replace(/\(([^)]*)\)/g, shortened)
    .replace(/\s+/g, ' ')
    .trim();
}

export function parseDevicePhrase(text: string): DevicePhrase {
  const offload = OFFLOAD_WORDS.test(text);
  const named = text.split(/\s\+\s/).map(withoutRemark);
  // In "RTX 3090 + CPU" the CPU is the host.
  const alone = named.length === 1;
  const parts = named
    .map((part) => (alone ? part.replace(CPU_ONLY, '').trim() : part))
    .filter((part) => part !== '' && !OFFLOAD_WORDS.test(part))
    .map(counted);
  return { parts, offload, cpuOnly: alone && CPU_ONLY.test(text) };
}

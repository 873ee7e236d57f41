/**
 * Taking a printed machine description apart: "GeForce RTX 4090 + EPYC 9355 (12ch DDR5)", "2x RTX 3090", "DGX Spark x2".
 */
export interface DevicePhrase {
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  /** Part of the model ran from system memory, said by the name itself. */
  readonly offload: boolean;
  /** "(CPU only)": the accelerator of the machine took no part. */
  readonly cpuOnly: boolean;
}

const OFFLOAD_WORDS = /\b(?:cpu\s+ram|ram\s+offload|cpu\s+offload|system\s+ram|unified\s+memory\)|hybrid)\b/i;
const CPU_ONLY = /\bcpu\s+only\b/i;

function counted(text: string): { name: string; count: number } {
  const before = /^(\d+)\s*[x×]\s+(.+)$/i.exec(text);
  if (before) return { name: before[2] ?? '', count: Number(before[1]) };
  const after = /^(.+?)\s+[x×]\s?(\d+)$/i.exec(text);
  if (after) return { name: after[1] ?? '', count: Number(after[2]) };
  return { name: text, count: 1 };
}

/** Notes in brackets ("48 GB mod" stays: another card; "ASUS Ascent GX10", "12ch DDR5-6000" go). */
function withoutRemark(text: string): string {
  return text
    .replace(/\(([^)]*)\)/g, (whole, remark: string) => (/\bmod\b|\bunlocked\b/i.test(remark) ? whole : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

export function parseDevicePhrase(text: string): DevicePhrase {
  const offload = OFFLOAD_WORDS.test(text);
  const cpuOnly = CPU_ONLY.test(text);
  const parts = text
    .split(/\s\+\s/)
    .map((part) => withoutRemark(part.replace(CPU_ONLY, '')))
    .filter((part) => part !== '' && !OFFLOAD_WORDS.test(part))
    .map(counted);
  return { parts, offload, cpuOnly };
}

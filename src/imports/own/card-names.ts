/** Display chips and remote screens: no machine learning happens there. */
const NO_ACCELERATOR =
  /aspeed|matrox|basic (?:display|render)|virtual|vmware|\bqxl\b|virtio|remote|parsec|vga compatible|hyper-?v|cirrus/i;

export const mayCompute = (name: string): boolean => name !== '' && !NO_ACCELERATOR.test(name);

/** Graphics inside a processor, under the names that say nothing more. */
export const isIntegrated = (name: string): boolean =>
  /\b(?:uhd|iris|hd graphics|intel graphics|radeon(?:\(tm\))? (?:vega \d+ )?graphics|vega \d+)\b/i.test(name);

/** "GA102 [GeForce RTX 3090]" (lspci) and "NVIDIA GeForce RTX 3090" (driver); macOS tells the cores apart. */
export function spellings(name: string, cores: number | null): string[] {
  const inner = bracket(name);
  const plain = name.replace(/\s*\([^)]*\)/g, '').trim();
  return [
    ...(cores ? [`${plain} ${cores}-core GPU`] : []),
    ...(inner && !inner.includes('/') ? [inner] : []),
    name,
    plain,
  ];
}

/** "Navi 31 [Radeon RX 7900 XT/7900 XTX/7900 GRE]": every card that the chip is sold as; none for a plain name. */
export function variants(name: string): string[] {
  const [first = '', ...others] = (bracket(name) ?? '').split('/').map((part) => part.trim());
  if (others.length === 0) return [];
  const series = first.replace(/\d.*$/, '');
  return [first, ...others.map((part) => (/^\d/.test(part) ? series + part : part))];
}

const bracket = (name: string): string | undefined => /\[([^\]]+)\]/.exec(name)?.[1];

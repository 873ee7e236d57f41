/** How llama.cpp names a file's weight format in words, and the name that people use. */
const FORMAT_WORDS =
  /\s+(?:(?:all|mostly)\s+)?(?:(F32|F16|BF16|MXFP4|NVFP4)(?: MoE)?|([IT]?Q\d\w*?)(?:\s+(mix))?(?:\s+-\s+(Small|Medium|Large))?(?:\s+-\s+[\d.]+ bpw(?: ternary)?)?)(?:\s+\(guessed\))?$/;

/** "qwen2 7B Q4_K - Medium" → the architecture with its size, and "Q4_K_M". */
export function readModelType(text: string): { readonly label: string; readonly quant: string | null } {
  const found = FORMAT_WORDS.exec(text);
  if (!found) return { label: text.trim(), quant: null };
  const [all, plain, blocks, mix, size] = found;
  const quant = plain ?? (mix ? 'IQ3_M' : size ? `${blocks}_${size[0]}` : (blocks ?? null));
  return { label: text.slice(0, -all.length).trim(), quant };
}

/** A file's name without folders, ending and the number of its part. */
export const fileStem = (path: string): string =>
  path
    .replace(/^.*[/\\]/, '')
    .replace(/\.gguf$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '');

/** The weight format at the end of a file's name: finer than the header's ("UD-Q4_K_XL" says Q4_K - Medium inside). */
export const formatInName = (stem: string): string | null =>
  /(?:^|[-_.])((?:UD-)?(?:I?Q\d\w*|BF16|F16|F32|MXFP4)(?:-MOE)?)$/i.exec(stem)?.[1] ?? null;

/** ggml's backend names in the product's words; several are joined with commas, and what merely helps comes last. */
export function readBenchBackend(text: string): string {
  const known: Readonly<Record<string, string>> = {
    cuda: 'cuda',
    rocm: 'rocm',
    hip: 'rocm',
    hipblas: 'rocm',
    vulkan: 'vulkan',
    metal: 'metal',
    mtl: 'metal',
    sycl: 'sycl',
    cpu: 'cpu',
    blas: 'cpu',
  };
  for (const name of text.toLowerCase().split(',')) {
    const backend = known[name.trim()];
    if (backend) return backend;
  }
  return text.toLowerCase();
}

/** Six significant digits, without the detour over a string: more than any estimate knows. */
export function sixDigits<N extends number>(n: N): N {
  if (n === 0 || !Number.isFinite(n)) return n;
  const decimals = 5 - Math.floor(Math.log10(Math.abs(n)));
  const scale = 10 ** Math.abs(decimals);
  return (decimals < 0 ? Math.round(n / scale) * scale : Math.round(n * scale) / scale) as N;
}

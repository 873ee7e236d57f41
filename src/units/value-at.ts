/**
 * The value at a dotted path such as "memory.bandwidth_gb_s"; steps into a list are indices. Undefined where there is
 * none.
 */
export const valueAt = (thing: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[step] : undefined,
      thing,
    );

interface Kept<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** A function that works each answer out once. It keeps all of them, so use it for few arguments. */
export const remembered = <K, V extends object | string | number | boolean | null>(
  make: (key: K) => V,
): ((key: K) => V) => through(new Map<K, V>(), make);

/** The same for objects: an answer is forgotten with the object it is about. */
export const rememberedOf = <K extends object, V extends object | string | number | boolean | null>(
  make: (key: K) => V,
): ((key: K) => V) => through(new WeakMap<K, V>(), make);

/** The same for arguments that differ but mean the same: those with one name. */
export function rememberedBy<A, V extends object | string | number | boolean | null>(
  nameOf: (argument: A) => string,
  make: (argument: A) => V,
): (argument: A) => V {
  const known = new Map<string, V>();
  return (argument) => through(known, () => make(argument))(nameOf(argument));
}

function through<K, V>(known: Kept<K, V>, make: (key: K) => V): (key: K) => V {
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** The given keys of an object; a key whose value is undefined counts as not given. */
export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops keys with the value undefined, which a parsed partial object may hold. */
export function withoutUndefined<T extends object>(value: T): Given<T> {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  // Object.fromEntries forgets the keys; the line above has just made the type true.
  return Object.fromEntries(entries) as Given<T>;
}

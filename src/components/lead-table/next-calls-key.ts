/** What the keys of all pages begin with. */
export const NEXT_CALLS_KEY = ["next-calls"];

/** Under which key a page keeps when its leads are called next; the server seeds the same one. */
export function nextCallsKey(rows: readonly { readonly id: string }[]) {
  return [...NEXT_CALLS_KEY, rows.map((row) => row.id).sort()];
}

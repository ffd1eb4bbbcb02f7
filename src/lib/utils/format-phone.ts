/**
 * A stored number as people read it: `(205) 555-0147` in North America, elsewhere as it is stored. By hand, because how
 * other countries write theirs takes tables that every page would have to load.
 */
export function formatPhone(e164: string): string {
  return e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

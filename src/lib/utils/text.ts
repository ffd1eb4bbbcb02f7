/**
 * Makes text from outside storable: PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair, and one
 * such character would fail a whole chunk of an import. Invisible marks that copying leaves behind go as well.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\p{Cs}|(?![\t\n\r])\p{Cc}|[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/gu, "")
    .replaceAll(/[\u00A0\u2007\u202F]/g, " ")
    .trim();
}

/** `cleanText` on one line: runs of white space become one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, " ");
}

/**
 * Makes text from outside storable: PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair, and one
 * such character would fail a whole chunk of an import. Invisible marks that copying leaves behind go as well.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return text
    .replaceAll(/\p{Cs}|(?![\t\n\r])\p{Cc}|[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/gu, "")
    .replaceAll(/[\u00A0\u2007\u202F]/g, " ")
    .trim();
}

/** `cleanText` on one line: runs of white space become one space. */
export function cleanLine(text: string): string {
  const clean = cleanText(text);
  return SPACED.test(clean) ? clean.replaceAll(/\s+/g, " ") : clean;
}

/** What most text is, and what needs no look at each character's class. */
const PLAIN = /^[\x20-\x7e]*$/;

/** White space that is not one space between two words. */
const SPACED = /[^\S ]|\s\s/;

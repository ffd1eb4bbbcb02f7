/**
 * Patterns for `like` that must all match. A phone number is found however it is typed: its digits are looked for in the
 * stored E.164 form. `%` and `_` are meant literally. Characters that mean something in PostgREST's own syntax match any
 * one character: quoting them is read differently by its implementations, and nobody searches for them.
 */
export function toPatterns(search: string): string[] {
  const text = search.trim().toLowerCase();
  if (text === "") return [];
  const digits = text.replaceAll(/\D/g, "");
  if (/^[\d\s().+-]+$/.test(text) && digits.length >= 3) return [`%${digits}%`];
  return text
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[%_*,"(){}\\]/g, escapeCharacter)}%`);
}

function escapeCharacter(character: string): string {
  return character === "%" || character === "_" ? `\\${character}` : "_";
}

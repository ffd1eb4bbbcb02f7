const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/**
 * Reads delimited text row by row (RFC 4180), and what people and programs make of it: any mix of line ends, blanks
 * before a quotation mark, and a quotation mark that is part of a name (`"Cool" Air`), which is kept as it stands. What
 * readers that follow the letter do with those is to run rows together, unsaid.
 *
 * @param take - Gets each row; false ends the reading.
 * @returns Where a quotation mark opens whose end cannot be told: the rows from there on are not known. Undefined when
 * all is read.
 */
export function scanRows(
  text: string,
  delimiter: string,
  take: (row: string[]) => boolean,
): number | undefined {
  const separator = delimiter.charCodeAt(0);
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const opening = skipSpaces(text, at);
    let end: number;
    if (text.charCodeAt(opening) === QUOTE) {
      const closing = findClosing(text, opening + 1);
      if (closing < 0) return opening;
      end = findEnd(text, closing + 1, separator);
      const cell = readQuoted(text, { at, opening, closing, end });
      if (cell === undefined) return opening;
      row.push(cell);
    } else {
      end = findEnd(text, at, separator);
      row.push(text.slice(at, end));
    }
    at = end + 1;
    if (text.charCodeAt(end) === separator) continue;
    if (text.charCodeAt(end) === CARRIAGE_RETURN && text.charCodeAt(at) === LINE_FEED) at += 1;
    if (!take(row)) return undefined;
    row = [];
  }
  // The text ends with a delimiter: an empty cell follows it.
  if (row.length > 0) take([...row, ""]);
  return undefined;
}

interface QuotedCell {
  /** Where the cell begins, blanks included. */
  readonly at: number;
  readonly opening: number;
  readonly closing: number;
  readonly end: number;
}

/** Undefined when the marks do not match: what they enclose spans lines, and goes on behind them. */
function readQuoted(text: string, { at, opening, closing, end }: QuotedCell): string | undefined {
  const inside = text.slice(opening + 1, closing);
  if (text.slice(closing + 1, end).trim() === "") {
    return inside.includes('""') ? inside.replaceAll('""', '"') : inside;
  }
  return /[\r\n]/.test(inside) ? undefined : text.slice(at, end);
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** The next quotation mark that is not one of two, or -1. */
function findClosing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

/** The next delimiter, line end or the end of the text. */
function findEnd(text: string, from: number, separator: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === separator || code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return text.length;
}

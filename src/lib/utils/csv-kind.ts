const WORKBOOK =
  "This is an Excel workbook. In Excel choose File › Save as › CSV UTF-8, then import that file.";

const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    "This is an old Excel workbook (.xls). In Excel choose File › Save as › CSV UTF-8, then import that file.",
  ],
  [
    [0x25, 0x50, 0x44, 0x46],
    "This is a PDF. Export the list as CSV from where the PDF was made, then import that file.",
  ],
  [[0x89, 0x50, 0x4e, 0x47], "This is a picture. Import the list itself, as a CSV file."],
  [[0xff, 0xd8, 0xff], "This is a picture. Import the list itself, as a CSV file."],
  [[0x47, 0x49, 0x46, 0x38], "This is a picture. Import the list itself, as a CSV file."],
  [[0x1f, 0x8b], "This file is compressed. Unpack it, then import the CSV file in it."],
];

/**
 * What a file is that is no list, as a sentence that tells what to do; undefined for what may be one. The content
 * counts, never the name: a workbook that was renamed to .csv is still a workbook.
 */
export function describeForeignFile(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return describeZip(bytes);
  for (const [signature, reason] of SIGNATURES) if (startsWith(bytes, signature)) return reason;
  return undefined;
}

/** The same for what is text, but no table. */
export function describeForeignText(text: string): string | undefined {
  const start = text.slice(0, 500).trimStart();
  if (/^<\?xml/i.test(start)) {
    return "This is XML, not a list. Save or export the list as CSV, then import that file.";
  }
  if (/^<(!doctype|!--|html|head|meta|style|body|div|table)/i.test(start)) {
    return "This is a web page, not a list. Download the list again as CSV, then import that file.";
  }
  if (/^(\[\s*[[{]|\{\s*")/.test(start)) {
    return "This is JSON, not a list. Export the list as CSV, then import that file.";
  }
  if (start.startsWith("{\\rtf")) {
    return "This is a text document. Save the list as CSV UTF-8 in a spreadsheet, then import that file.";
  }
  return undefined;
}

export function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Workbooks are zip archives: the names of the files in them tell which. */
function describeZip(bytes: Uint8Array): string {
  const names = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const end = new TextDecoder("latin1").decode(bytes.subarray(-4096));
  if (/xl\/|\[Content_Types\]/.test(names + end)) return WORKBOOK;
  if (/\.iwa|Index\//.test(names + end)) {
    return "This is a Numbers document. In Numbers choose File › Export to › CSV, then import that file.";
  }
  if (names.includes("opendocument.spreadsheet")) {
    return "This is a LibreOffice document. Choose File › Save as › Text CSV, then import that file.";
  }
  return "This is an archive or a workbook. Unpack it, or save the list as CSV UTF-8, then import that file.";
}

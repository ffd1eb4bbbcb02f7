import "server-only";
import type { ServiceContext } from "../context";
import { formatCsv } from "../utils/csv";
import { formatPhone } from "../utils/format-phone";
import { readAllSuppressions, type Suppression } from "./suppressions";

const HEADERS = ["Address", "Channel", "Reason", "Source", "Since"];

const BYTE_ORDER_MARK = "\uFEFF";

/** The list as a CSV file in UTF-8, part by part; spreadsheets run no cell of it as a formula. */
export async function* writeSuppressionsCsv(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(formatCsv(HEADERS, []));
  for await (const rows of readAllSuppressions(ctx, { teamId })) {
    const [first = [], ...others] = rows.map(toCells);
    // Only the file as a whole begins with the mark.
    yield encoder.encode(formatCsv(first, others).replace(BYTE_ORDER_MARK, ""));
  }
}

/** Phone numbers as people read them: a plus sign in front would be taken for a formula. */
function toCells(row: Suppression): string[] {
  return [
    row.channel === "phone" ? formatPhone(row.address) : row.address,
    row.channel,
    row.reason,
    row.source,
    row.suppressedAt,
  ];
}

import "server-only";
import { z } from "zod";
import type { ServiceContext } from "../context";
import { type Address, readAddress } from "../utils/addresses";
import { DO_NOT_CALL_CHUNK_ROWS, MAX_ADDRESS_TEXT } from "../utils/do-not-call-file";
import { addSuppressions, suppressionReasonSchema } from "./suppressions";

export const suppressionChunkSchema = z.object({
  reason: suppressionReasonSchema,
  rows: z
    .array(z.object({ rowNumber: z.int().min(1), text: z.string().max(MAX_ADDRESS_TEXT) }))
    .min(1)
    .max(DO_NOT_CALL_CHUNK_ROWS),
});

export type SuppressionChunk = z.output<typeof suppressionChunkSchema>;

export interface UnreadableRow {
  readonly rowNumber: number;
  readonly reason: string;
}

/** What became of rows of a list: added + known + unreadable = rows. */
export interface SuppressionImportResult {
  readonly addedCount: number;
  /** On the list already, or earlier in the file. */
  readonly knownCount: number;
  readonly unreadable: readonly UnreadableRow[];
}

/**
 * Takes rows of an existing do-not-call list. Every row is read here, whatever the browser thought of it. Rows that come
 * twice are known the second time, so that a chunk whose answer was lost can be sent again.
 */
export async function importSuppressionRows(
  ctx: ServiceContext,
  { teamId, rows, reason }: SuppressionChunk & { readonly teamId: string },
): Promise<SuppressionImportResult> {
  const addresses: Address[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const { rowNumber, text } of rows) {
    const result = readAddress(text);
    if (result.isOk) addresses.push({ channel: result.channel, address: result.address });
    else unreadable.push({ rowNumber, reason: result.reason });
  }
  const { addedCount } = await addSuppressions(ctx, {
    teamId,
    addresses,
    reason,
    source: "import",
  });
  return { addedCount, knownCount: addresses.length - addedCount, unreadable };
}

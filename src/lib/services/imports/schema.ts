import { z } from "zod";
import { consentSchema } from "../../utils/consent-texts";
import { IMPORT_CHUNK_ROWS, MAX_IMPORT_ROWS } from "../../utils/csv";
import { COLUMN_TARGETS } from "../../utils/csv-columns";

/** What becomes of a row whose number is in the list already, or earlier in the file. */
export const DUPLICATE_POLICIES = ["skip", "update_empty", "overwrite"] as const;
export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];

/** A chunk is one request; Vercel takes 4.5 MB of a body. */
export const MAX_CHUNK_BYTES = 3_000_000;

const signatureSchema = z.string().min(1).max(100);

export const startImportSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  totalRows: z
    .int()
    .min(1, "The file has no rows.")
    .max(MAX_IMPORT_ROWS, `One import takes ${MAX_IMPORT_ROWS} rows at most. Split the file.`),
  /** What each column holds: kept with the import, and for the next file with the same headers. */
  columns: z
    .array(z.object({ header: z.string().max(200), target: z.enum(COLUMN_TARGETS) }))
    .min(1)
    .max(500),
  /** Null: the leads come in, but nobody calls them until a basis is attested. */
  consent: consentSchema.nullable(),
  duplicatePolicy: z.enum(DUPLICATE_POLICIES).default("skip"),
  /** The list that the leads go on; a new one is made when it is named. */
  listId: z.uuid().nullable().default(null),
  newListName: z.string().trim().min(1).max(80).nullable().default(null),
  /** A hash of the content and of all choices: a running import of the same is gone on with. */
  fileSignature: signatureSchema.nullable().default(null),
  /** A hash of the headers. */
  headerSignature: signatureSchema.nullable().default(null),
});

export const importChunkSchema = z.object({
  /** Rows are numbered from 1, the header not counted. */
  firstRow: z.int().min(1).max(MAX_IMPORT_ROWS),
  rows: z.array(z.array(z.string())).min(1).max(IMPORT_CHUNK_ROWS),
});

export const importIdSchema = z.object({ importId: z.uuid() });

export const mappingSchema = z.object({ headerSignature: signatureSchema });

export type StartImport = z.input<typeof startImportSchema>;
export type ImportChunk = z.output<typeof importChunkSchema>;
export type ImportState = "running" | "finished" | "cancelled";

/** How far an import is; created + updated + skipped + refused = processed. */
export interface ImportProgress {
  readonly importId: string;
  readonly state: ImportState;
  readonly totalRows: number;
  readonly processedRows: number;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly skippedCount: number;
  readonly refusedCount: number;
  /** Of the created and updated rows, those that the do-not-call list keeps from being called or written to. */
  readonly suppressedCount: number;
}

export const keptReasonsSchema = z.partialRecord(
  z.enum(["called", "booked", "noted", "mailed", "edited"]),
  z.int(),
);

/** How far the undoing of an import is: asked for again until it is finished. */
export interface ImportUndo {
  readonly importId: string;
  readonly removedCount: number;
  /** Leads that the import had updated and that have old values back. */
  readonly restoredCount: number;
  /** Leads that the import created and that stay, because something happened to them since. */
  readonly keptCount: number;
  readonly keptReasons: z.output<typeof keptReasonsSchema>;
  readonly isFinished: boolean;
}

/** A row of the list of imports. */
export interface ImportSummary extends ImportProgress {
  readonly fileName: string;
  readonly duplicatePolicy: DuplicatePolicy;
  readonly listId: string | null;
  /** Business time. */
  readonly begunAt: string;
  readonly createdBy: string | null;
  /** Undefined as long as nobody undoes it. */
  readonly undo: ImportUndo | undefined;
}

export interface ImportRefusal {
  readonly rowNumber: number;
  /** The number is in the list already, or earlier in the file. */
  readonly isDuplicate: boolean;
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
}

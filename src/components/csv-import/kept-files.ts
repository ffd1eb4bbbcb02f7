import type { DBSchema, IDBPDatabase } from "idb";
import type { CsvReading } from "@/lib/utils/csv-file";
import { KEPT_FILES_NAME } from "./kept-files-name";

/** The file of an import that is under way, kept in this browser until it is finished. */
export interface KeptFile {
  readonly importId: string;
  readonly fileName: string;
  readonly source: Blob;
  /** How it was read, so that its rows are the same the next time. */
  readonly reading: CsvReading;
}

interface KeptFiles extends DBSchema {
  files: { key: string; value: KeptFile };
}

/**
 * Keeping is a help, not a need: private windows and full disks refuse it, and the same file chosen again goes on as
 * well.
 */
export async function keepFile(file: KeptFile): Promise<void> {
  await withFiles((db) => db.put("files", file));
}

export async function listKeptFiles(): Promise<readonly KeptFile[]> {
  return (await withFiles((db) => db.getAll("files"))) ?? [];
}

export async function forgetFile(importId: string): Promise<void> {
  await withFiles((db) => db.delete("files", importId));
}

async function withFiles<Answer>(
  use: (db: IDBPDatabase<KeptFiles>) => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    const { openDB } = await import("idb");
    const db = await openDB<KeptFiles>(KEPT_FILES_NAME, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("files", { keyPath: "importId" });
      },
    });
    try {
      return await use(db);
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

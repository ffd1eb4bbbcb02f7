import { z } from "zod";
import { AppError } from "@/lib/errors";

export interface ImportParams {
  readonly params: Promise<{ readonly id: string }>;
}

/** @throws AppError `not_found`. */
export function readImportId(text: string): string {
  const id = z.uuid().safeParse(text);
  if (id.success) return id.data;
  throw new AppError("not_found", "not an import's id", { userMessage: "This import is gone." });
}

import { createUserContext, requireMembership } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { importRows } from "@/lib/services/imports/rows";
import {
  type ImportChunk,
  importChunkSchema,
  MAX_CHUNK_BYTES,
} from "@/lib/services/imports/schema";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import { type ImportParams, readImportId } from "../import-id";
import { readChunkBody } from "./body";

export const maxDuration = 60;

/** Takes rows of an import as JSON, `{firstRow, rows}`, also compressed, and answers how far it has come. */
export async function POST(request: Request, { params }: ImportParams): Promise<Response> {
  // Outside of the wrapper, which would take the redirect to the login page for a failure.
  const { teamId, role } = await requireMembership();
  const { id } = await params;
  return route("api.imports.rows", async (_request, { log }) => {
    if (role === "viewer") throw new AppError("forbidden", "a viewer sent rows");
    const importId = readImportId(id);
    const chunk = readChunk(await readChunkBody(request, MAX_CHUNK_BYTES));
    const ctx = await createUserContext("api.imports.rows");
    const service = createServiceContext("api.imports.rows", ctx.actor);
    await enforceRequestLimit(service.db, {
      key: `imports:rows:${teamId}`,
      limit: 600,
      windowSeconds: 60,
    });
    const progress = await importRows(ctx, { ...chunk, importId });
    log.info({ importId, firstRow: chunk.firstRow, count: chunk.rows.length }, "rows imported");
    return Response.json(progress, { headers: { "cache-control": "no-store" } });
  })(request);
}

function readChunk(text: string): ImportChunk {
  const refuse = (detail: string) =>
    new AppError("bad_request", `import chunk: ${detail}`, {
      userMessage: "These rows could not be read. Reload the page and go on.",
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("not JSON");
  }
  const chunk = importChunkSchema.safeParse(value);
  if (!chunk.success) throw refuse(chunk.error.issues[0]?.message ?? "");
  return chunk.data;
}

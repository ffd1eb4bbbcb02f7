import { createUserContext, requireMembership } from "@/lib/auth";
import { csvResponse } from "@/lib/csv-response";
import { route } from "@/lib/http";
import { getImportProgress } from "@/lib/services/imports/progress";
import { writeRefusalsCsv } from "@/lib/services/imports/refusals";
import { type ImportParams, readImportId } from "../import-id";

export const maxDuration = 300;

/** Streams the rows of an import that made no lead, with the reasons. */
export async function GET(request: Request, { params }: ImportParams): Promise<Response> {
  // Outside of the wrapper, which would take the redirect to the login page for a failure.
  await requireMembership();
  const { id } = await params;
  return route("api.imports.refused", async () => {
    const importId = readImportId(id);
    const ctx = await createUserContext("api.imports.refused");
    // Before the first byte: an import of another team is answered as such, not with a file that breaks off.
    await getImportProgress(ctx, importId);
    return csvResponse(writeRefusalsCsv(ctx, importId), "not imported.csv");
  })(request);
}

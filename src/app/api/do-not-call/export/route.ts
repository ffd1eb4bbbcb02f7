import { createUserContext, requireMembership } from "@/lib/auth";
import { csvResponse } from "@/lib/csv-response";
import { route } from "@/lib/http";
import { writeSuppressionsCsv } from "@/lib/services/suppression-export";

/** Streams the team's whole do-not-call list as a CSV file, under the rights of whoever asks. */
export async function GET(request: Request): Promise<Response> {
  // Outside of the wrapper, which would take the redirect to the login page for a failure.
  const { teamId } = await requireMembership();
  return route("api.do-not-call.export", async (_request, { log }) => {
    const ctx = await createUserContext("api.do-not-call.export");
    log.info({ teamId }, "do-not-call list exported");
    return csvResponse(writeSuppressionsCsv(ctx, { teamId }), "do-not-call.csv");
  })(request);
}

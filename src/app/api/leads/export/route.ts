import { createUserContext, requireMembership } from "@/lib/auth";
import { csvResponse } from "@/lib/csv-response";
import { AppError } from "@/lib/errors";
import { readBody, route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { exportQuerySchema, writeLeadsCsv } from "@/lib/services/leads/export";
import { enforceRequestLimit } from "@/lib/services/request-limits";

export const maxDuration = 300;

const MAX_BODY_BYTES = 200_000;

/**
 * Streams a view or a selection of leads as a CSV file. Posted as a form with the field `query` (JSON), so that what was
 * searched for stands in no address.
 */
export async function POST(request: Request): Promise<Response> {
  // Outside of the wrapper, which would take the redirect to the login page for a failure.
  const { teamId } = await requireMembership();
  return route("api.leads.export", async (_request, { log }) => {
    const query = readQuery(new URLSearchParams(await readBody(request, MAX_BODY_BYTES)));
    const ctx = await createUserContext("api.leads.export");
    const service = createServiceContext("api.leads.export", ctx.actor);
    await enforceRequestLimit(service.db, {
      key: `export:leads:${teamId}`,
      limit: 20,
      windowSeconds: 60,
    });
    log.info({ teamId, kind: query.selection.kind }, "leads exported");
    return csvResponse(writeLeadsCsv(ctx, { ...query, teamId }), "leads.csv");
  })(request);
}

function readQuery(form: URLSearchParams) {
  const refuse = (detail: string) =>
    new AppError("bad_request", `export query: ${detail}`, {
      userMessage: "This export could not be read. Go back to the list and start it again.",
    });
  const text = form.get("query");
  if (text === null) throw refuse("no field query");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("not JSON");
  }
  const query = exportQuerySchema.safeParse(value);
  if (!query.success) throw refuse(query.error.message);
  return query.data;
}

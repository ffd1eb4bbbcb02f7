import { createUserContext, requireMembership } from "@/lib/auth";
import { route } from "@/lib/http";
import { writeSuppressionsCsv } from "@/lib/services/suppression-export";

/** Streams the team's whole do-not-call list as a CSV file, under the rights of whoever asks. */
export async function GET(request: Request): Promise<Response> {
  // Outside of the wrapper, which would take the redirect to the login page for a failure.
  const { teamId } = await requireMembership();
  return route("api.do-not-call.export", async (_request, { log }) => {
    const ctx = await createUserContext("api.do-not-call.export");
    log.info({ teamId }, "do-not-call list exported");
    return new Response(toStream(writeSuppressionsCsv(ctx, { teamId })), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="do-not-call.csv"',
        "cache-control": "no-store",
      },
    });
  })(request);
}

/** Reads on only as fast as the browser takes it. */
function toStream(parts: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
}

import { z } from "zod";
import { createUserContext, getUser } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http";
import { findRecording } from "@/lib/services/calls/recording";
import { createServiceClient } from "@/lib/supabase";

interface RecordingContext {
  readonly params: Promise<{ readonly id: string }>;
}

const PASSED_ON = ["content-length", "content-range", "accept-ranges", "etag", "last-modified"];

/** Streams a call's recording to whoever may read the call, in parts where the player asks for parts. */
export async function GET(request: Request, { params }: RecordingContext): Promise<Response> {
  const { id } = await params;
  return route("api.calls.recording", async () => {
    if (!(await getUser())) throw new AppError("unauthenticated", "no session");
    const found = z.uuid().safeParse(id).success
      ? await findRecording(await createUserContext("api.calls.recording"), createServiceClient(), {
          callId: id,
          range: request.headers.get("range"),
          signal: request.signal,
        })
      : undefined;
    if (!found) {
      throw new AppError("not_found", "no recording", {
        userMessage: "There is no recording of this call.",
      });
    }
    return new Response(found.body, { status: found.status, headers: headersFor(found.headers) });
  })(request);
}

/** Nothing of the storage's own but what a player needs: a page of HTML must not be served from our address. */
function headersFor(given: Headers): Headers {
  const type = given.get("content-type") ?? "";
  const headers = new Headers({
    "content-type": /^audio\/[\w.+-]+$/.test(type) ? type : "audio/wav",
    "cache-control": "private, no-store",
    "content-disposition": 'inline; filename="call.wav"',
  });
  for (const name of PASSED_ON) {
    const value = given.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

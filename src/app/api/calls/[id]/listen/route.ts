import { z } from "zod";
import { createUserContext, getUser } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http";
import { requireListenUrl } from "@/lib/services/calls/intervene";
import { createServiceClient } from "@/lib/supabase";
import { openSound } from "@/lib/vapi/listen";
import { takeSeat } from "./listeners";

/** The longest that the platform lets an answer go on; whoever wants to hear more presses the button again. */
export const maxDuration = 300;

interface ListenContext {
  readonly params: Promise<{ readonly id: string }>;
}

/** Streams the sound of a running call to a member of its team; the provider's address stays here. */
export async function GET(request: Request, { params }: ListenContext): Promise<Response> {
  const { id } = await params;
  return route("api.calls.listen", async (_request, { log }) => {
    const user = await getUser();
    if (!user) throw new AppError("unauthenticated", "no session");
    const callId = readId(id);
    const listenUrl = await requireListenUrl(
      { user: await createUserContext("api.calls.listen"), privileged: createServiceClient() },
      { callId, userId: user.id },
    );
    const seat = takeSeat(user.id, callId);
    const signal = AbortSignal.any([request.signal, seat.signal]);
    log.info({ callId, userId: user.id }, "listening to a call");
    return new Response(openSound(listenUrl, signal, seat.leave), {
      headers: {
        "content-type": "application/octet-stream",
        "cache-control": "no-store, no-transform",
        // A proxy that collects before it sends would make the sound late.
        "x-accel-buffering": "no",
      },
    });
  })(request);
}

function readId(text: string): string {
  const id = z.uuid().safeParse(text);
  if (id.success) return id.data;
  throw new AppError("not_found", "not a call's id", { userMessage: "There is no such call." });
}

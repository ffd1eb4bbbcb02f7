import "server-only";

const CONTROL_TIMEOUT_MS = 5000;

/** What became of a command to a running call. The call's URL is a secret: no reason and no log holds it. */
export type ControlResult =
  | { readonly kind: "ok" }
  /** The call is not going on any more. */
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly reason: string };

/** Lets the agent say a text to the person, word for word. */
export function sayInCall(controlUrl: string, text: string): Promise<ControlResult> {
  return control(controlUrl, { type: "say", content: text, endCallAfterSpoken: false });
}

/** Hangs up. */
export function endCall(controlUrl: string): Promise<ControlResult> {
  return control(controlUrl, { type: "end-call" });
}

/** Tells the agent something that the person does not hear, and lets the agent answer to it at once. */
export function addMessage(controlUrl: string, text: string): Promise<ControlResult> {
  return control(controlUrl, {
    type: "add-message",
    message: { role: "system", content: text },
    triggerResponseEnabled: true,
  });
}

/**
 * One POST to the call's control URL, as https://docs.vapi.ai/calls/call-features describes it. What a success answers is
 * undocumented, so that only its status counts. Not repeated: a sentence said twice is worse than one not said.
 */
async function control(controlUrl: string, command: object): Promise<ControlResult> {
  if (!/^https?:\/\//i.test(controlUrl)) {
    return { kind: "failed", reason: "The call has no usable control URL." };
  }
  try {
    const response = await fetch(controlUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(command),
      redirect: "manual",
      signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return { kind: "ok" };
    if (response.status === 404 || response.status === 410) return { kind: "gone" };
    return { kind: "failed", reason: `Vapi answered ${response.status}.` };
  } catch (error) {
    // Not the error's own text, in which the URL may stand.
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return {
      kind: "failed",
      reason: isLate
        ? `Vapi did not answer within ${CONTROL_TIMEOUT_MS / 1000} seconds.`
        : "Vapi could not be reached.",
    };
  }
}

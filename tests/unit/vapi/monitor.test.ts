import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addMessage, type ControlResult, endCall, sayInCall } from "@/lib/vapi/monitor";

const URL_OF_CALL = "https://phone.example/secret-id/control";
const request = vi.fn<typeof fetch>();

beforeEach(() => vi.stubGlobal("fetch", request));
afterEach(() => {
  vi.unstubAllGlobals();
  request.mockReset();
});

function sentBody(): unknown {
  return JSON.parse(String(request.mock.calls[0]?.[1]?.body));
}

describe("commands to a running call", () => {
  it.each([
    [
      () => sayInCall(URL_OF_CALL, "Hello there."),
      { type: "say", content: "Hello there.", endCallAfterSpoken: false },
    ],
    [() => endCall(URL_OF_CALL), { type: "end-call" }],
    [
      () => addMessage(URL_OF_CALL, "It is booked."),
      {
        type: "add-message",
        message: { role: "system", content: "It is booked." },
        triggerResponseEnabled: true,
      },
    ],
  ])("are sent once, as the service takes them", async (run, body) => {
    request.mockResolvedValue(new Response("whatever", { status: 200 }));
    expect(await run()).toEqual({ kind: "ok" });
    expect(request).toHaveBeenCalledTimes(1);
    expect(request.mock.calls[0]?.[0]).toBe(URL_OF_CALL);
    expect(sentBody()).toEqual(body);
  });

  it.each([
    [404, { kind: "gone" }],
    [410, { kind: "gone" }],
    [302, { kind: "failed", reason: "Vapi answered 302." }],
    [500, { kind: "failed", reason: "Vapi answered 500." }],
  ] satisfies [number, ControlResult][])("tell what a %i means", async (status, result) => {
    request.mockResolvedValue(new Response(null, { status }));
    expect(await endCall(URL_OF_CALL)).toEqual(result);
    expect(request).toHaveBeenCalledTimes(1);
  });

  it("keep the address out of what they say of a failure", async () => {
    request.mockRejectedValue(new TypeError(`fetch failed: ${URL_OF_CALL}`));
    const result = await endCall(URL_OF_CALL);
    expect(result).toEqual({ kind: "failed", reason: "Vapi could not be reached." });
  });

  it("give up after a while", async () => {
    request.mockRejectedValue(new DOMException("late", "TimeoutError"));
    expect(await endCall(URL_OF_CALL)).toEqual({
      kind: "failed",
      reason: "Vapi did not answer within 5 seconds.",
    });
  });

  it("go to web addresses only", async () => {
    expect(await endCall("file:///etc/passwd")).toMatchObject({ kind: "failed" });
    expect(request).not.toHaveBeenCalled();
  });
});

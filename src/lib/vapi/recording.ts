import "server-only";
import { getEnv } from "../env";

const HEADERS_TIMEOUT_MS = 15_000;
const MOST_REDIRECTS = 3;
/** Far more than the longest call makes. */
const LONGEST_BYTES = 200_000_000;

interface RecordingRequest {
  readonly providerCallId: string;
  /** What the report named; it may have expired or lie behind a lock. */
  readonly reportedUrl: string | null;
  /** The `Range` header of whoever listens. */
  readonly range: string | null;
  readonly signal: AbortSignal;
}

/**
 * A call's recording as the provider's storage sends it, whole or in part; undefined when there is none. Asked of the API
 * first, which redirects to a fresh link (https://docs.vapi.ai/assistants/retrieve-call-artifacts), then at the reported
 * address.
 */
export async function openRecording(request: RecordingRequest): Promise<Response | undefined> {
  const { VAPI_BASE_URL, VAPI_API_KEY } = getEnv();
  const id = encodeURIComponent(request.providerCallId);
  const fromApi = await open(`${VAPI_BASE_URL}/call/${id}/mono-recording`, request, VAPI_API_KEY);
  if (fromApi || !request.reportedUrl) return fromApi;
  return open(request.reportedUrl, request);
}

/** Redirects are followed by hand: the key goes to the first address only, and to nothing but web addresses. */
async function open(
  start: string,
  { range, signal }: RecordingRequest,
  key?: string,
): Promise<Response | undefined> {
  let url = start;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isAllowed(url)) return undefined;
    const response = await fetchHeaders(url, signal, {
      ...(range ? { range } : {}),
      ...(key && hop === 0 ? { authorization: `Bearer ${key}` } : {}),
    });
    if (!response) return undefined;
    const target = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && target) {
      await response.body?.cancel();
      url = new URL(target, url).href;
      continue;
    }
    if (isUsable(response)) return response;
    await response.body?.cancel();
    return undefined;
  }
  return undefined;
}

/** The time limit holds until the headers are there; the sound itself comes as fast as it is listened to. */
async function fetchHeaders(
  url: string,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<Response | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), HEADERS_TIMEOUT_MS);
  try {
    const either = AbortSignal.any([signal, late.signal]);
    return await fetch(url, { headers, redirect: "manual", signal: either });
  } catch {
    // Not thrown on: the error's text may hold the address, which is as good as a key.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Plain http only where the provider itself is asked so, which is on one machine. */
function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return (
    protocol === "https:" || (protocol === "http:" && getEnv().VAPI_BASE_URL.startsWith("http:"))
  );
}

function isUsable(response: Response): boolean {
  if (response.status === 416) return true;
  if (!response.ok || !response.body) return false;
  return Number(response.headers.get("content-length") ?? 0) <= LONGEST_BYTES;
}

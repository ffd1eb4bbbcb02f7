const METHODS = "GET, POST, PUT, PATCH, DELETE";
const HEADERS = "authorization, content-type, x-request-id";

/** Whether the request asks for permission only. */
export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" && request.headers.has("access-control-request-method");
}

/**
 * Lets scripts of an allowed origin read the answer. Origins are compared whole, and the header names that one
 * origin, never `*`, because cookies are allowed.
 */
export function setCorsHeaders(
  headers: Headers,
  origin: string | null,
  allowed: readonly string[],
): void {
  headers.append("vary", "origin");
  if (!origin || !allowed.includes(origin)) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-allow-credentials", "true");
  headers.set("access-control-allow-methods", METHODS);
  headers.set("access-control-allow-headers", HEADERS);
  headers.set("access-control-expose-headers", "x-request-id, retry-after");
  headers.set("access-control-max-age", "600");
}

import { type NextRequest, NextResponse } from "next/server";
import { getEnv } from "@/lib/env";
import {
  INVITATION_COOKIE_NAME,
  INVITATION_COOKIE_SECONDS,
  isInvitationToken,
} from "@/lib/invitation-cookie";
import { guardApi } from "@/lib/middleware/api-guard";
import { isPreflight, setCorsHeaders } from "@/lib/middleware/cors";
import { isApi, isDoor, isForStrangers, isMailLink, isPublicPage } from "@/lib/middleware/paths";
import { contentSecurityPolicy, setSecurityHeaders } from "@/lib/middleware/security-headers";
import { redirectWithSession, refreshSession } from "@/lib/middleware/session";
import { HOME_PATH } from "@/lib/utils/safe-path";

/**
 * Runs before every page and route: request id, security headers, CORS and limits of the API, refresh of the session,
 * and redirects that spare people a page which they cannot use. Pages and routes check access for themselves.
 */
export async function middleware(request: NextRequest): Promise<Response> {
  const env = getEnv();
  const requestId = readRequestId(request);
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    supabaseUrl: env.NEXT_PUBLIC_SUPABASE_URL,
    isHttps: env.APP_URL.startsWith("https:"),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  // Next.js reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);

  const response = isApi(request.nextUrl.pathname)
    ? await answerApi(request, headers, requestId)
    : await answerPage(request, headers);
  response.headers.set("x-request-id", requestId);
  setSecurityHeaders(response.headers, policy);
  return response;
}

async function answerApi(
  request: NextRequest,
  headers: Headers,
  requestId: string,
): Promise<Response> {
  const response = await routeApi(request, headers, requestId);
  setCorsHeaders(response.headers, request.headers.get("origin"), getEnv().ALLOWED_ORIGINS);
  return response;
}

async function routeApi(
  request: NextRequest,
  headers: Headers,
  requestId: string,
): Promise<Response> {
  if (isPreflight(request)) return new NextResponse(null, { status: 204 });
  if (isDoor(request.nextUrl.pathname)) return NextResponse.next({ request: { headers } });
  const refusal = await guardApi(request, requestId);
  return refusal ?? (await refreshSession(request, headers)).response;
}

async function answerPage(request: NextRequest, headers: Headers): Promise<Response> {
  const { pathname, searchParams } = request.nextUrl;
  if (isMailLink(pathname)) return NextResponse.next({ request: { headers } });
  const session = await refreshSession(request, headers);
  const goTo = (path: string) => redirectWithSession(new URL(path, request.url), session.response);
  const invitation = pathname === "/signup" ? searchParams.get("invite") : null;
  if (isInvitationToken(invitation)) {
    return keepInvitation(goTo(session.isSignedIn ? "/welcome" : "/signup"), invitation);
  }
  if (session.isSignedIn && isForStrangers(pathname)) return goTo(HOME_PATH);
  if (!session.isSignedIn && !isPublicPage(pathname)) {
    return goTo(`/login${rememberTarget(request.nextUrl)}`);
  }
  return session.response;
}

/** Where to go on after signing in, as the login page's query. */
function rememberTarget({ pathname, searchParams }: URL): string {
  if (pathname === "/") return "";
  const query = new URLSearchParams(searchParams);
  // Next.js marks its own fetches with it.
  query.delete("_rsc");
  const search = query.size > 0 ? `?${query}` : "";
  return `?next=${encodeURIComponent(pathname + search)}`;
}

function keepInvitation(response: NextResponse, token: string): NextResponse {
  response.cookies.set(INVITATION_COOKIE_NAME, token, {
    httpOnly: true,
    sameSite: "lax",
    secure: getEnv().APP_URL.startsWith("https:"),
    maxAge: INVITATION_COOKIE_SECONDS,
    path: "/",
  });
  return response;
}

/** Keeps the id that a proxy gave, where it looks like one: it ends up in log lines. */
function readRequestId(request: NextRequest): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID();
}

// In the edge runtime: in the Node.js one, Next.js 15 does not wait until the body is copied and at times hands on a request
// with half of it (github.com/vercel/next.js/issues/85416, mended in 16 only).
// Read from the syntax tree: literals only. src/middleware.ts repeats it, and a test keeps both equal.
export const config = {
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"],
};

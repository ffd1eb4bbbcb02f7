import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import type { Database } from "../database.types";
import { getEnv } from "../env";
import { AUTH_COOKIE_NAME } from "../supabase-cookie";

interface SessionResult {
  /** Goes on to the page, with refreshed cookies where the session was refreshed. */
  readonly response: NextResponse;
  readonly isSignedIn: boolean;
}

/**
 * Refreshes the session where it is due, so that server components, which cannot set cookies, find a fresh one. The
 * page must still check for itself: this is a convenience, not the guard.
 */
export async function refreshSession(
  request: NextRequest,
  requestHeaders: Headers,
): Promise<SessionResult> {
  const env = getEnv();
  let response = proceed(request, requestHeaders);
  const db = createServerClient<Database>(
    env.NEXT_PUBLIC_SUPABASE_URL,
    env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
    {
      cookieOptions: { name: AUTH_COOKIE_NAME },
      cookies: {
        getAll: () => request.cookies.getAll(),
        setAll: (changes, cacheHeaders) => {
          for (const { name, value } of changes) request.cookies.set(name, value);
          response = proceed(request, requestHeaders);
          for (const { name, value, options } of changes) {
            response.cookies.set(name, value, options);
          }
          for (const [name, value] of Object.entries(cacheHeaders)) {
            response.headers.set(name, value);
          }
        },
      },
    },
  );
  const { data } = await db.auth.getClaims();
  return { response, isSignedIn: Boolean(data?.claims.sub) };
}

/** A response that lets the request go on with these headers and the request's present cookies. */
function proceed(request: NextRequest, requestHeaders: Headers): NextResponse {
  const headers = new Headers(requestHeaders);
  const cookie = request.headers.get("cookie");
  if (cookie) headers.set("cookie", cookie);
  return NextResponse.next({ request: { headers } });
}

/** A redirect that keeps cookies which the session's refresh has set. */
export function redirectWithSession(target: URL, session: NextResponse): NextResponse {
  // 303: the browser must fetch the target with GET, also after a form post.
  const response = NextResponse.redirect(target, 303);
  for (const cookie of session.cookies.getAll()) response.cookies.set(cookie);
  return response;
}

import "server-only";
import { createServerClient } from "@supabase/ssr";
import { createClient as createSupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import type { Db } from "./context";
import type { Database } from "./database.types";
import { getEnv } from "./env";
import { AUTH_COOKIE_NAME } from "./supabase-cookie";

/** Acts as the signed-in user, under row level security. One per request. */
export async function createClient(): Promise<Db> {
  const env = getEnv();
  const store = await cookies();
  return createServerClient<Database>(
    env.NEXT_PUBLIC_SUPABASE_URL,
    env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
    {
      cookieOptions: { name: AUTH_COOKIE_NAME },
      cookies: {
        getAll: () => store.getAll(),
        setAll: (changes) => {
          try {
            for (const { name, value, options } of changes) store.set(name, value, options);
          } catch {
            // Server components may not set cookies; the middleware has refreshed the session already.
          }
        },
      },
    },
  );
}

/** Bypasses row level security. Only for doors that have checked their own credential: webhooks, cron, scripts. */
export function createServiceClient(): Db {
  const env = getEnv();
  return createSupabaseClient<Database>(
    env.NEXT_PUBLIC_SUPABASE_URL,
    env.SUPABASE_SERVICE_ROLE_KEY,
    {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    },
  );
}

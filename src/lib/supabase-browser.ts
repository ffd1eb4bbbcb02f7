import { createBrowserClient } from "@supabase/ssr";
import type { Db } from "./context";
import type { Database } from "./database.types";
import { readPublicConfig } from "./public-config";
import { AUTH_COOKIE_NAME } from "./supabase-cookie";

/** The browser's client (one per page): acts as the signed-in user, under row level security. */
export function createClientComponentClient(): Db {
  const { supabaseUrl, supabaseKey } = readPublicConfig();
  return createBrowserClient<Database>(supabaseUrl, supabaseKey, {
    cookieOptions: { name: AUTH_COOKIE_NAME },
  });
}

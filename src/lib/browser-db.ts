import type { Db } from "./context";

/**
 * The browser's database client, loaded when it is first needed: what a page shows first comes from the server, so that
 * the client's code is no part of what the browser must load before that.
 */
export async function browserDb(): Promise<Db> {
  const { createClientComponentClient } = await import("./supabase-browser");
  return createClientComponentClient();
}

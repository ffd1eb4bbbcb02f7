import type { Db } from "./context";

/**
 * The browser's database client, loaded when it is first needed: what a page shows first comes from the server, so that
 * the client's code is no part of what the browser must load before that.
 */
export async function browserDb(): Promise<Db> {
  const { createClientComponentClient } = await import("./supabase-browser");
  return createClientComponentClient();
}

/**
 * Asks a service from the browser. `load` imports the service, so that its code and its schemas come when they are first
 * needed, beside the client's; `ask` is what is wanted of it.
 */
export async function askService<Service, Answer>(
  load: () => Promise<Service>,
  ask: (service: Service, db: Db) => Promise<Answer>,
): Promise<Answer> {
  const [service, db] = await Promise.all([load(), browserDb()]);
  return ask(service, db);
}

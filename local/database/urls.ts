import { LOCAL_PASSWORD } from "./postgres";

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.toString();
}

/** The same database, as the role `postgres`, which owns the application's objects and is no superuser. */
export function asPostgresRole(url: string): string {
  const result = new URL(url);
  result.username = "postgres";
  result.password = LOCAL_PASSWORD;
  return result.toString();
}

import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { type EmailSender, withTextFromHtml } from "./auth-mail";
import { normalizeFilters } from "./filters";
import { answerTo, currentRequest } from "./postgrest-errors";
import type { ProjectConfig } from "./project-config";
import { WIRE_TYPES } from "./wire-types";

export interface ApiOptions {
  readonly adminUrl: string;
  readonly config: ProjectConfig;
  readonly jwtSecret: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly siteUrl: string;
  readonly emailSender: EmailSender;
}

export interface Api {
  /** Serves /rest/v1 and /auth/v1. */
  fetch(request: Request): Promise<Response>;
  /** Forgets what it knows about tables and functions; needed after DDL. */
  reloadSchema(): Promise<void>;
  close(): Promise<void>;
}

type Connection = ReturnType<typeof createPostgresConnection>;

/** REST and auth over PostgreSQL: the Supabase project's own lightweight server, made to behave as the hosted one. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const connection = connect(options.adminUrl);
  const app = new App({
    connection,
    project_id: options.config.project_id,
    api: { ...options.config.api, enabled: true, pg_safe_update: true },
    auth: {
      ...options.config.auth,
      enabled: true,
      site_url: options.siteUrl,
      jwt_secret: options.jwtSecret,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
    },
    // The project's own runner keeps the migration history.
    db: { migrations: { enabled: false } },
    options: {
      server: { admin: false },
      drivers: { email: withTextFromHtml(options.emailSender) },
    },
  });
  await app.init();
  return {
    fetch: (request) => currentRequest.run(request, () => app.fetch(normalizeFilters(request))),
    reloadSchema: () => connection.clearSchemaCache(),
    close: () => connection.close(),
  };
}

function connect(adminUrl: string): Connection {
  const connection = createPostgresConnection({
    url: adminUrl,
    postgresOptions: {
      max: 10,
      onnotice: () => {},
      types: WIRE_TYPES,
      connection: {
        application_name: "supabase-api",
        search_path: '"$user", public, extensions',
        // The limit that hosted projects set for the API's roles.
        statement_timeout: 8_000,
      },
    },
  });
  assumeRowLevelSecurity(connection);
  const normalizeDbError = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => {
    const normal = normalizeDbError(error);
    const answer = answerTo(normal);
    if (answer) throw answer;
    return normal;
  };
  return connection;
}

/**
 * Left to itself, Lite looks on its first request whether any table has row level security. If one has, it grants
 * everything in that schema to anon and authenticated, which undoes the migrations' revokes; if none has, it never
 * switches roles at all. `active` means that this question is settled. The member is private, hence the cast.
 */
function assumeRowLevelSecurity(connection: Connection): void {
  const internals = connection as unknown as { rlsState: "unknown" | "active" | "inactive" };
  internals.rlsState = "active";
}

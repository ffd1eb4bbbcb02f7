import pg from "pg";

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with tests/e2e/run.ts`);
  return value;
}

/** Where the system under test is, as tests/e2e/run.ts says. */
export const SYSTEM = {
  appUrl: required("E2E_APP_URL"),
  supabaseUrl: required("E2E_SUPABASE_URL"),
  standInsUrl: required("E2E_STAND_INS_URL"),
  databaseUrl: required("E2E_DATABASE_URL"),
  cronSecret: required("E2E_CRON_SECRET"),
  vapiApiKey: required("E2E_VAPI_API_KEY"),
  businessClock: required("E2E_BUSINESS_CLOCK"),
};

export const ADMIN = { email: "admin@brightvent.example", password: "a-long-enough-password" };

export const SESSION_FILE = "test-results/e2e-session.json";

/** Switches the first team's automation behind the pages' back, for tests that need it one way or the other. */
export async function setAutomation(isOn: boolean): Promise<void> {
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    await database.query(
      `update settings set automation_enabled = $1
       where team_id = (select id from teams order by created_at limit 1)`,
      [isOn],
    );
  } finally {
    await database.end();
  }
}

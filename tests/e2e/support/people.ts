import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { query } from "./database";
import { SYSTEM } from "./system";

export interface Person {
  readonly email: string;
  readonly teamId: string;
}

const PASSWORD = "a-long-enough-password";

/** Adds somebody with an account to the first team. */
export async function addColleague(
  email: string,
  role: "admin" | "member" | "viewer",
): Promise<Person> {
  const [team] = await query<{ id: string }>("select id from teams order by created_at limit 1");
  return addMember(email, role, String(team?.id));
}

/** Adds a team with nothing in it but its admin. */
export async function addTeam(email: string): Promise<Person> {
  const [team] = await query<{ id: string }>(
    "insert into teams (name) values ('Newcomers Inc.') returning id",
  );
  return addMember(email, "admin", String(team?.id));
}

/** Takes a team away with all that it has: a booking made by hand belongs to the team as long as there is one only. */
export async function removeTeam({ teamId }: Person): Promise<void> {
  await query("update settings set automation_enabled = false where team_id = $1", [teamId]);
  const open =
    "select 1 from calls where team_id = $1 and state <> 'ended' and state <> 'not_placed'";
  await expect.poll(() => query(open, [teamId]), { timeout: 30_000 }).toEqual([]);
  await query("delete from teams where id = $1", [teamId]);
}

async function addMember(email: string, role: string, teamId: string): Promise<Person> {
  const userId = randomUUID();
  await query(
    `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token,
       recovery_token, email_change, email_change_token_new, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     values ($1, 'authenticated', 'authenticated', $2, extensions.crypt($3, extensions.gen_salt('bf', 4)), now(), '', '', '', '',
       '{"provider": "email", "providers": ["email"]}', '{}', now(), now())`,
    [userId, email, PASSWORD],
  );
  await query(
    "insert into team_members (team_id, user_id, email, role) values ($1, $2, $3, $4::team_role)",
    [teamId, userId, email, role],
  );
  return { email, teamId };
}

/** A page of a browser of their own, signed in. */
export async function openAs(browser: Browser, { email }: Person): Promise<Page> {
  const context = await browser.newContext({
    baseURL: SYSTEM.appUrl,
    storageState: { cookies: [], origins: [] },
  });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/login/);
  return page;
}

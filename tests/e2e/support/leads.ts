import type { Page } from "@playwright/test";
import { query } from "./database";

/**
 * Gives the first team leads of one file of tests alone, found by their name: "Name 001" and on. Nobody calls them, also
 * not with a consent on record: they asked to be called in ten years.
 */
export async function addLeads(name: string, areaCode: string, count: number): Promise<void> {
  await query(
    `insert into leads (team_id, company_name, phone, email, timezone, timezone_source, callback_at)
     select t.id, $1 || ' ' || lpad(n::text, 3, '0'), '+1' || $2 || '555' || lpad((100 + n)::text, 4, '0'),
       'desk' || n || '@' || lower($1) || '.example', 'America/New_York', 'staff', now() + interval '10 years'
     from (select id from teams order by created_at limit 1) t cross join generate_series(1, $3::int) n`,
    [name, areaCode, count],
  );
}

export async function removeLeads(name: string): Promise<void> {
  await query("delete from leads where company_name like $1", [`%${name}%`]);
}

/** Where the list shows only these leads, by their names. */
export function pathOf(name: string, rest = ""): string {
  return `/leads?q=${name.toLowerCase()}&sort=company_name${rest}`;
}

export function leadRows(page: Page) {
  return page.locator("[data-lead-id]");
}

export function bulkBar(page: Page) {
  return page.getByRole("region", { name: "Selected leads" });
}

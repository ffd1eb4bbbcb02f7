import { query } from "../support/database";
import { callEveryDay, morningZone } from "../support/hours";
import { leadRows } from "../support/leads";
import { addTeam, openAs, type Person, removeTeam } from "../support/people";
import { expect, type Page, test } from "../support/test";

const CALLABLE = "Swiftwater Heating";
const HELD = "Waitfield Cooling";

let admin: Person;

test.beforeAll(async () => {
  admin = await addTeam("ada@callnow.example");
  await callEveryDay(admin.teamId);
  await query("update settings set automation_enabled = true where team_id = $1", [admin.teamId]);
  // Not ready: the runs leave them alone. The gates are asked all the same when somebody calls by hand.
  await query(
    `insert into leads (team_id, company_name, phone, email, state, states, timezone, timezones, timezone_source,
       consent_basis, ready_at)
     select $1, name, phone, 'desk@callnow.example', 'OH', '{OH}', $2, array[$2], 'staff', 'written', now() + interval '9 years'
     from (values ($3, '+12345550102'), ($4, '+12345550103')) as lead (name, phone)`,
    [admin.teamId, morningZone(), CALLABLE, HELD],
  );
  await query("update leads set consent_basis = null where company_name = $1", [HELD]);
});
test.afterAll(() => removeTeam(admin));

/** From the row to the question, without a mouse. */
async function ask(page: Page, company: string) {
  await page.goto(`/leads?q=${company.split(" ")[0]}`);
  await expect(leadRows(page)).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: "Call now…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Call ${company} now?` });
  await dialog.getByRole("button", { name: "Call now" }).press("Enter");
  return dialog;
}

test("really calls a lead that may be called, and leads to the call", async ({ browser }) => {
  const page = await openAs(browser, admin);
  await ask(page, CALLABLE);
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(CALLABLE);
  await page.goto("/calls");
  await expect(page.getByRole("row").filter({ hasText: CALLABLE })).toBeVisible();
  const [lead] = await query<{ n: number }>(
    "select call_attempts as n from leads where company_name = $1",
    [CALLABLE],
  );
  expect(lead?.n).toBe(1);
  await page.context().close();
});

test("says which gate holds a lead, and does not call it", async ({ browser }) => {
  const page = await openAs(browser, admin);
  const dialog = await ask(page, HELD);
  await expect(dialog.getByText(/Not called:.*consent/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.goto("/calls");
  await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
  expect(await query("select 1 from calls where company_name = $1", [HELD])).toEqual([]);
  await page.context().close();
});

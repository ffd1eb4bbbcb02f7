import pg from "pg";
import { SYSTEM } from "../support/system";
import { expect, type Page, test } from "../support/test";

/** Leads of this file alone, found by their name. */
const NAME = "Quillfeather";
const COUNT = 130;

const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });

test.beforeAll(async () => {
  await database.connect();
  await database.query(
    `insert into leads (team_id, company_name, contact_name, phone, email, state, timezone, timezone_source, status, call_attempts)
     select t.id, $1 || ' ' || lpad(n::text, 3, '0'), case when n % 2 = 0 then 'Pat Even' end, '+1614555' || lpad((2000 + n)::text, 4, '0'),
       'q' || n || '@quill.example', (array['OH', 'GA'])[1 + n % 2], 'America/New_York', 'staff',
       (case when n % 10 = 0 then 'no_answer' else 'pending' end)::lead_status, case when n % 10 = 0 then 3 else 0 end
     from (select id from teams order by created_at limit 1) t cross join generate_series(1, $2::int) n`,
    [NAME, COUNT],
  );
});

test.afterAll(async () => {
  await database.query("delete from leads where company_name like $1", [`${NAME}%`]);
  await database.end();
});

const path = (search = "") => `/leads?q=${NAME.toLowerCase()}&sort=company_name${search}`;
const rows = (page: Page) => page.locator("[data-lead-id]");
const bar = (page: Page) => page.getByRole("region", { name: "Selected leads" });

test("turns pages without numbers in the address, and keeps the place over a reload", async ({
  page,
}) => {
  await page.goto(path());
  await expect(page.getByText(`1–50 of ${COUNT} leads`)).toBeVisible();
  // Those out of sight are drawn a moment later.
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole("button", { name: "Next page" }).click();
  await expect(rows(page).first()).toContainText(`${NAME} 051`);
  await expect(page).toHaveURL(/after=[0-9a-f-]{36}/);
  await page.reload();
  await expect(rows(page).first()).toContainText(`${NAME} 051`);
  await page.getByRole("button", { name: "Previous page" }).click();
  await expect(rows(page).first()).toContainText(`${NAME} 001`);
  await page.keyboard.press("]");
  await expect(rows(page).first()).toContainText(`${NAME} 051`);
});

test("sorts by several columns, with Shift", async ({ page }) => {
  await page.goto(path());
  await page.getByRole("button", { name: "Contact", exact: true }).click();
  await page.getByRole("button", { name: "Company", exact: true }).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/sort=contact_name,company_name/);
  await expect(rows(page).first()).toContainText(`${NAME} 002`);
  await expect(page.getByRole("columnheader", { name: /Contact/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

test("shows, moves and widens columns, and remembers it", async ({ page }) => {
  await page.goto(path());
  await page.getByRole("button", { name: "Columns and density" }).click();
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await panel.getByRole("checkbox", { name: "Time zone" }).check();
  await panel.getByRole("button", { name: "Move Phone to the left" }).click();
  await panel.getByRole("combobox", { name: "Rows", exact: true }).selectOption("compact");
  await page.keyboard.press("Escape");
  const handle = page.getByRole("separator", { name: "Width of Company" });
  const before = Number(await handle.getAttribute("aria-valuenow"));
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await expect(handle).toHaveAttribute("aria-valuenow", String(before + 16));
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Time zone" })).toBeVisible();
  await expect(handle).toHaveAttribute("aria-valuenow", String(before + 16));
  const headers = await page.getByRole("columnheader").allInnerTexts();
  expect(headers.indexOf("Phone")).toBeLessThan(headers.indexOf("Contact"));
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("button", { name: "Back to the usual layout" }).click();
});

test("draws long pages row by row, and names their place to assistive technology", async ({
  page,
}) => {
  await page.goto(path("&size=200"));
  await expect(page.getByRole("table", { name: "Leads" })).toHaveAttribute(
    "aria-rowcount",
    String(COUNT + 1),
  );
  await expect(rows(page).first()).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(COUNT);
  await page.getByRole("region", { name: "Leads" }).evaluate((frame) => frame.scrollTo(0, 99_999));
  await expect(page.getByRole("button", { name: `${NAME} 130`, exact: true })).toBeVisible();
});

test("edits a cell by keyboard, and overwrites nobody unseen", async ({ page }) => {
  await page.goto(path());
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("e");
  const editor = page.getByRole("textbox", { name: `Contact of ${NAME} 001` });
  await editor.fill("Robin First");
  await page.keyboard.press("Enter");
  await expect(editor).toBeHidden();
  await expect(rows(page).first()).toContainText("Robin First");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("e");
  await editor.fill("Nobody");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await expect(rows(page).first()).toContainText("Robin First");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await editor.fill("Robin Mine");
  await database.query("update leads set contact_name = 'Robin Theirs' where company_name = $1", [
    `${NAME} 001`,
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Robin Theirs" })).toBeVisible();
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(rows(page).first()).toContainText("Robin Mine");
  await expect(editor).toBeHidden();
});

test("goes from cell to cell with Tab, saving each", async ({ page }) => {
  await page.goto(path());
  await rows(page).nth(2).locator("[data-column=contact_name]").dblclick();
  const contact = page.getByRole("textbox", { name: `Contact of ${NAME} 003` });
  await contact.fill("Tab Stopp");
  await page.keyboard.press("Tab");
  const next = page.getByRole("textbox", { name: new RegExp(`^(?!Contact).* of ${NAME} 003$`) });
  await expect(next).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(contact).toBeFocused();
  await expect(contact).toHaveValue("Tab Stopp");
  await page.keyboard.press("Escape");
  await expect(rows(page).nth(2)).toBeFocused();
  await page.reload();
  await expect(rows(page).nth(2)).toContainText("Tab Stopp");
});

test("says on hover what a cell has no room for: why not, and the demo on both clocks", async ({
  page,
}) => {
  await database.query(
    `with booked as (
       update leads set status = 'scheduled', timezone = 'America/Los_Angeles' where company_name = $1 returning id, team_id)
     insert into appointments (team_id, lead_id, cal_booking_uid, start_time, end_time, status, last_event_at)
     select team_id, id, 'hovered-booking', '2030-06-04T15:00:00Z', '2030-06-04T15:30:00Z', 'accepted', now() from booked`,
    [`${NAME} 008`],
  );
  await page.goto(path());
  await rows(page).nth(0).locator("[data-column=next_call] span").first().hover();
  await expect(page.getByRole("tooltip")).toContainText(/consent/);
  await rows(page).nth(7).getByText("Demo", { exact: false }).hover();
  await expect(page.getByRole("tooltip")).toContainText(
    "Demo Tue, Jun 4, 8:00 AM PDT (11:00 AM yours)",
  );
  await database.query("delete from appointments where cal_booking_uid = 'hovered-booking'");
});

test("moves nothing under the eye: what would change the order is only counted", async ({
  page,
}) => {
  await page.goto(`/leads?q=${NAME.toLowerCase()}&status=pending&sort=company_name`);
  const second = rows(page).nth(1);
  await expect(second).toContainText(`${NAME} 002`);
  await database.query("update leads set status = 'not_interested' where company_name = $1", [
    `${NAME} 002`,
  ]);
  await expect(second).toContainText("Not interested");
  // Leads that are being called meanwhile count as well.
  await expect(page.getByText(/^\d+ changed/)).toBeVisible();
  await expect(second).toContainText(`${NAME} 002`);
  await page.keyboard.press(".");
  await expect(second).toContainText(`${NAME} 003`);
});

test("narrows by filters from the keyboard and takes them back", async ({ page }) => {
  await page.goto(path());
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByPlaceholder("Filter by…")).toBeFocused();
  await page.keyboard.type("Georgia");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/state=GA/);
  await page.keyboard.press("Escape");
  await expect(page.getByText(/of 65 leads/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/of 65 leads/)).toBeVisible();
  await page.getByRole("button", { name: /^Remove the filter State/ }).click();
  await expect(page).not.toHaveURL(/state=/);
});

test("does something to everything that matches, across pages, and undoes it", async ({ page }) => {
  // Whatever the tests before left behind: every tenth lead was not reached, all others wait.
  await database.query(
    `update leads set status = case when company_name like '%0' then 'no_answer' else 'pending' end::lead_status,
       call_attempts = case when company_name like '%0' then 3 else 0 end, callback_at = null, review_reason = null
     where company_name like $1`,
    [`${NAME}%`],
  );
  await page.goto(path());
  await page.getByRole("checkbox", { name: "Select all leads on this page" }).check();
  await bar(page)
    .getByRole("button", { name: `Select all ${COUNT} that match` })
    .click();
  await expect(bar(page)).toContainText(`${COUNT} selected`);
  await bar(page).getByRole("button", { name: "Put back in queue" }).click();
  await expect(page.getByText("13 leads put back in the queue")).toBeVisible();
  const waiting = "select count(*)::int as n from leads where company_name like $1 and status = $2";
  const countOf = async (status: string) =>
    (await database.query(waiting, [`${NAME}%`, status])).rows[0].n;
  expect(await countOf("no_answer")).toBe(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => countOf("no_answer")).toBe(13);
});

test("exports a selection as a file", async ({ page }) => {
  await page.goto(path());
  await expect(rows(page).first()).toBeVisible();
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  const download = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toBe("leads.csv");
});

test("calls one lead at once, or says what holds it", async ({ page }) => {
  await database.query(
    "update leads set callback_at = now() + interval '10 years' where company_name = $1",
    [`${NAME} 004`],
  );
  await page.goto(path());
  const lead = rows(page).filter({ hasText: `${NAME} 004` });
  await lead.getByRole("button", { name: /^Actions/ }).click();
  await page.getByRole("menuitem", { name: /Call now/ }).click();
  const dialog = page.getByRole("dialog", { name: `Call ${NAME} 004 now?` });
  await expect(dialog).toContainText("(614) 555-2004");
  await dialog.getByRole("button", { name: "Call now" }).click();
  await expect(dialog.getByText(/Not called:/)).toBeVisible();
  const calls = await database.query("select 1 from calls where company_name = $1", [
    `${NAME} 004`,
  ]);
  expect(calls.rows).toEqual([]);
});

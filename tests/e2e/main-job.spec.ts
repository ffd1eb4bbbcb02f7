import { query } from "./support/database";
import { SYSTEM } from "./support/system";
import { expect, type Page, test } from "./support/test";

const LIST = "local/fixtures/hvac-companies.csv";

/** What the list brings: 60 rows, three of which are unusable and three of which repeat a number. */
const ADDED = 54;

test("a team gets the system to book demos, from a list of companies on", async ({ page }) => {
  const leads = await test.step("imports a messy list and sees exactly the bad rows refused", () =>
    importList(page));

  await test.step("sets limits for which one day may be enough, and switches the automation on", async () => {
    await page.goto("/automation");
    await page.getByLabel("Attempts per lead").fill("2");
    await page.getByLabel("Hours between attempts").fill("1");
    await page.getByLabel("until", { exact: true }).fill("20:00");
    await page.getByRole("button", { name: "Save limits" }).click();
    await expect(page.getByText(/saved/i).first()).toBeVisible();
    await page.getByRole("switch", { name: /Automation is/ }).click();
    await expect(page.getByRole("heading", { name: "Automation is on" })).toBeVisible();
  });

  await test.step("watches leads being called and demos being booked, without touching anything", async () => {
    await page.goto(leads);
    await expect(page.getByRole("cell", { name: "Calling" }).first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByRole("cell", { name: "Scheduled" }).first()).toBeVisible({
      timeout: 120_000,
    });
    const appointments = await page.context().newPage();
    await appointments.goto("/appointments");
    await expect(appointments.getByText("Accepted").first()).toBeVisible({ timeout: 60_000 });
    await appointments.close();
  });

  await test.step("finds every lead at its outcome in the end", async () => {
    await expect.poll(() => countUnfinished(), { timeout: 240_000, intervals: [2000] }).toBe(0);
  });

  await test.step("finds the mail of a booked demo in its receiver's mailbox", async () => {
    const inspector = await page.context().newPage();
    await inspector.goto(SYSTEM.standInsUrl);
    await expect(inspector.getByText(/demo/i).first()).toBeVisible();
    await inspector.close();
  });
});

/** Gives where the list shows the new leads and no others. */
async function importList(page: Page): Promise<string> {
  await page.goto("/leads/import");
  await page.locator('input[type="file"]').setInputFiles(LIST);
  const start = page.getByRole("button", { name: /^Import \d+ rows/ });
  await expect(start).toBeDisabled();
  await page.getByLabel("Written consent").check();
  await expect(page.getByText(/gave prior express written consent/)).toBeVisible();
  await start.click();
  const show = page.getByRole("link", { name: "Show the leads" });
  await expect(show).toBeVisible({ timeout: 60_000 });
  const refused = page.getByRole("table", { name: "Rows that made no lead" }).getByRole("row");
  await expect(refused.filter({ hasText: /already in the list or earlier/ })).toHaveCount(3);
  await expect(refused).toHaveCount(1 + 3 + 3);
  await show.click();
  await expect(page.getByText(new RegExp(`${ADDED} leads`)).first()).toBeVisible();
  return page.url();
}

/**
 * Leads of the list that the automation still has to do something about. Those that wait for a person have their
 * outcome, and those who asked to be called tomorrow have theirs for today.
 */
async function countUnfinished(): Promise<number> {
  const [row] = await query<{ n: number }>(
    `select count(*)::int as n from leads l join imports i on i.id = l.import_id
     where i.file_name = 'hvac-companies.csv' and l.status in ('pending', 'calling')
       and l.review_reason is null and l.callback_at is null`,
  );
  return row?.n ?? -1;
}

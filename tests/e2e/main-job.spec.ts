import { expect, test } from "@playwright/test";
import pg from "pg";
import { ADMIN, SESSION_FILE, SYSTEM } from "./support/system";

const LIST = "local/fixtures/hvac-companies.csv";

/** What the list brings: 60 rows, three of which are unusable and three of which repeat a number. */
const ADDED = 54;

const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });

test.beforeAll(() => database.connect());
test.afterAll(() => database.end());

test("the first user of an empty system gets it to book demos", async ({ page }) => {
  await test.step("signs up, creates the team, gives the postal address", async () => {
    await page.goto("/signup");
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page).toHaveURL(/\/welcome/);
    await page.getByLabel("Team name").fill("Brightvent Software");
    await page.getByRole("button", { name: "Create the team" }).click();
    await expect(page).toHaveURL(/\/start/);
    await expect(page.getByText("0 of 6 done")).toBeVisible();
    await expect(page.getByRole("link", { name: "Import a list" })).toBeVisible();
    await page.context().storageState({ path: SESSION_FILE });

    await page.goto("/settings");
    await page
      .getByLabel("Postal address")
      .fill("Brightvent Software, 120 Demo Street, Springfield, IL 62701");
    await page.getByRole("button", { name: /save/i }).first().click();
    await expect(page.getByText(/saved/i).first()).toBeVisible();
  });

  await test.step("confirms the registrations that states ask for", async () => {
    await page.goto("/automation/rules");
    await page.getByLabel("Select all states that need a registration").click();
    await page.getByRole("button", { name: "Confirm registration" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox").click();
    await dialog.getByLabel("What is in place").fill("Registered by our counsel.");
    await dialog.getByRole("button", { name: "Confirm registration" }).click();
    await expect(page.getByText(/Registration confirmed/).first()).toBeVisible();
  });

  await test.step("imports a messy list and sees exactly the bad rows refused", async () => {
    await page.goto("/leads/import");
    await page.locator('input[type="file"]').setInputFiles(LIST);
    const start = page.getByRole("button", { name: /^Import \d+ rows/ });
    await expect(start).toBeDisabled();
    await page.getByLabel("Written consent").check();
    await expect(page.getByText(/gave prior express written consent/)).toBeVisible();
    await start.click();
    await expect(page.getByRole("link", { name: "Show the leads" })).toBeVisible({
      timeout: 60_000,
    });
    const refused = page.getByRole("table", { name: "Rows that made no lead" }).getByRole("row");
    await expect(refused.filter({ hasText: /already in the list or earlier/ })).toHaveCount(3);
    await expect(refused).toHaveCount(1 + 3 + 3);
    await page.getByRole("link", { name: "Show the leads" }).click();
    await expect(page.getByText(new RegExp(`${ADDED} leads`)).first()).toBeVisible();
  });

  await test.step("lowers a limit and switches the automation on", async () => {
    await page.goto("/automation");
    await page.getByLabel("Attempts per lead").fill("2");
    await page.getByRole("button", { name: "Save limits" }).click();
    await expect(page.getByText(/saved/i).first()).toBeVisible();
    await page.getByRole("switch", { name: /Automation is/ }).click();
    await expect(page.getByRole("heading", { name: "Automation is on" })).toBeVisible();
  });

  await test.step("watches leads being called and demos being booked, without touching anything", async () => {
    await page.goto("/leads");
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

/**
 * Leads that the automation still has to do something about. Those that wait for a person have their outcome, and those
 * who asked to be called tomorrow have theirs for today.
 */
async function countUnfinished(): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    "select count(*)::int as n from leads where status in ('pending', 'calling') and review_reason is null and callback_at is null",
  );
  return rows[0]?.n ?? -1;
}

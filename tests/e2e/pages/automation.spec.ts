import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { setAutomation } from "../support/system";

test.beforeAll(() => setAutomation(true));
// The leads that later tests add are theirs: nobody else calls them.
test.afterAll(() => setAutomation(false));

test("switches off and on, and tells every open page", async ({ page, context }) => {
  await page.goto("/automation");
  const other = await context.newPage();
  await other.goto("/automation");
  await expect(page.getByRole("heading", { name: "Automation is on" })).toBeVisible();
  await page.getByRole("switch").click();
  await expect(page.getByRole("heading", { name: "Automation is off" })).toBeVisible();
  await expect(other.getByRole("heading", { name: "Automation is off" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Run now" })).toBeDisabled();
  await page.getByRole("switch").click();
  const question = page.getByRole("alertdialog");
  const heading = page.getByRole("heading", { name: "Automation is on" });
  await expect(question.or(heading).first()).toBeVisible();
  if (await question.isVisible()) await question.getByRole("button", { name: "Switch on" }).click();
  await expect(heading).toBeVisible();
  await expect(other.getByRole("heading", { name: "Automation is on" })).toBeVisible();
});

test("holds limits within the law and keeps what is valid", async ({ page }) => {
  await page.goto("/automation");
  const batch = page.getByLabel("Calls per run");
  await expect(batch).toBeEnabled();
  const other = (await batch.inputValue()) === "7" ? "8" : "7";
  await batch.fill("500");
  await page.getByLabel("Calls from").fill("07:00");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Calls per run must be a whole number from 1 to 100.")).toBeVisible();
  await expect(page.getByText(/the law allows calls only between/i)).toBeVisible();
  await batch.fill(other);
  await page.getByLabel("Calls from").fill("09:30");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved")).toBeVisible();
  await page.reload();
  await expect(batch).toHaveValue(other);
  const plan = new RegExp(`up to ${other} due leads, Mon–Fri, 9:30\\sAM to`);
  await expect(page.getByText(plan)).toBeVisible();
});

test("runs by hand and lists the run", async ({ page }) => {
  await page.goto("/automation");
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByText(/calls? placed|No lead is due now/).first()).toBeVisible();
  await expect(page.getByText(/started by hand/).first()).toBeVisible();
});

test("leads from figures to the rows behind them", async ({ page }) => {
  await page.goto("/automation");
  await page.getByRole("link", { name: /^Not interested/ }).click();
  await expect(page).toHaveURL(/\/leads\?status=not_interested/);
  await expect(page.getByRole("button", { name: /^Not interested/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`is accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/automation");
    await expect(page.getByRole("heading", { name: "Limits" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

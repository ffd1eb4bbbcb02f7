import { query } from "../support/database";
import { addLeads, leadRows, pathOf, removeLeads } from "../support/leads";
import { addColleague, openAs } from "../support/people";
import { expect, type Page, test } from "../support/test";

const NAME = "Viewfinder";

test.beforeAll(() => addLeads(NAME, "330", 3));
test.afterAll(async () => {
  await removeLeads(NAME);
  await query("delete from lead_views where name in ('Only for me', 'For everybody')");
});

const picker = (page: Page) => page.getByRole("button", { name: /^View:/ });

/** Keys that are pressed before the page has woken up go nowhere. */
async function open(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("v");
    await expect(page.getByRole("menu")).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
}

/** Chooses from the menu of views as one does without a mouse: by the first letters. */
async function choose(page: Page, letters: string): Promise<void> {
  await open(page);
  await expect(page.getByRole("menuitem", { name: letters })).toBeVisible();
  await page.keyboard.type(letters);
  await expect(page.getByRole("menuitem").and(page.locator(":focus"))).toContainText(letters);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeHidden();
}

async function keep(page: Page, name: string, { isMine = true } = {}): Promise<void> {
  await choose(page, "Save as");
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type(name);
  if (!isMine) await dialog.getByLabel("For the whole team").check();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(picker(page)).toContainText(name);
}

test("keeps, applies, changes and deletes a view by keyboard", async ({ page }) => {
  await page.goto(pathOf(NAME, "&status=pending"));
  await expect(leadRows(page)).toHaveCount(3);
  await keep(page, "Morning round");

  await page.goto("/leads");
  await expect(picker(page)).toContainText("All leads");
  await choose(page, "Morning");
  await expect(page).toHaveURL(/status=pending.*q=viewfinder.*sort=company_name/);
  await expect(leadRows(page)).toHaveCount(3);

  await page.getByRole("button", { name: "Company", exact: true }).press("Enter");
  await expect(page).toHaveURL(/sort=-company_name/);
  await expect(picker(page)).toContainText("changed");
  await choose(page, "Update");
  await expect(page.getByText("“Morning round” is updated")).toBeVisible();
  await expect(picker(page)).not.toContainText("changed");

  await choose(page, "All leads");
  await choose(page, "Morning");
  await expect(leadRows(page).first()).toContainText(`${NAME} 003`);
  await choose(page, "Delete");
  await expect(page.getByText("“Morning round” is deleted")).toBeVisible();
  await open(page);
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /Morning round/ })).toHaveCount(0);
});

test("shares the team's views with their columns and density, and keeps one's own to oneself", async ({
  page,
  browser,
}) => {
  await page.goto(pathOf(NAME));
  await page.getByRole("button", { name: "Columns and density" }).click();
  const panel = page.getByRole("dialog", { name: "Columns and density" });
  await panel.getByRole("checkbox", { name: "Time zone" }).check();
  await panel.getByRole("combobox", { name: "Rows", exact: true }).selectOption("compact");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await keep(page, "Only for me");
  await keep(page, "For everybody", { isMine: false });

  const colleague = await openAs(browser, await addColleague("vera@views.example", "viewer"));
  await colleague.goto("/leads");
  await open(colleague);
  await expect(colleague.getByRole("menuitem", { name: "For everybody" })).toBeVisible();
  await expect(colleague.getByRole("menuitem", { name: "Only for me" })).toHaveCount(0);
  await close(colleague);
  await choose(colleague, "For everybody");
  await expect(leadRows(colleague)).toHaveCount(3);
  await colleague.reload();
  const zone = colleague.getByRole("columnheader", { name: "Time zone" });
  await expect(zone).toBeVisible();
  await colleague.getByRole("button", { name: "Columns and density" }).click();
  await expect(colleague.getByRole("combobox", { name: "Rows", exact: true })).toHaveValue(
    "compact",
  );
  await colleague.keyboard.press("Escape");
  // Who may only look cannot change what is the team's.
  await open(colleague);
  await expect(colleague.getByRole("menuitem", { name: "Save as a new view…" })).toBeVisible();
  await expect(colleague.getByRole("menuitem", { name: /^Delete|^Rename/ })).toHaveCount(0);
  await colleague.context().close();
});

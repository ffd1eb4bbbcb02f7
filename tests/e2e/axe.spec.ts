import { expectNoFault } from "./support/axe";
import { query } from "./support/database";
import { expect, type Page, test } from "./support/test";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** The narrowest screen that everything must fit on. */
const NARROWEST = { width: 360, height: 740 };

/** A menu stands at the end of the document; it belongs to its button, not to a landmark. */
const NOT_IN_MENUS = ["region"];

const PUBLIC_PAGES = ["/login", "/signup", "/reset"];

const PAGES = [
  "/start",
  "/leads",
  "/leads?q=nobody-has-this-name",
  "/leads?lead=new",
  "/leads/import",
  "/imports",
  "/calls",
  "/appointments",
  "/appointments?view=week",
  "/automation",
  "/automation/rules",
  "/do-not-call",
  "/settings",
];

const OURS = "team_id = (select id from teams order by created_at limit 1)";

/** Pages of one row each: where the row's id comes from. Other teams may be there while a test of theirs goes on. */
const ROW_PAGES = {
  "/leads?lead=": `select id from leads where ${OURS} order by call_attempts desc, id limit 1`,
  "/leads/": `select id from leads where ${OURS} order by call_attempts desc, id limit 1`,
  "/imports/": `select id from imports where ${OURS} order by created_at limit 1`,
  "/calls/": `select id from calls where ${OURS} and state = 'ended' order by claimed_at limit 1`,
};

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  for (const path of PUBLIC_PAGES) {
    test(`${path} has no fault that axe knows`, async ({ page }) => checkPage(page, path));
  }
});

for (const path of PAGES) {
  test(`${path} has no fault that axe knows`, async ({ page }) => checkPage(page, path));
}

for (const [path, sql] of Object.entries(ROW_PAGES)) {
  test(`${path}… has no fault that axe knows`, async ({ page }) => {
    await checkPage(page, path + (await readId(sql)));
  });
}

test("the frame's layers have no fault that axe knows", async ({ page }) => {
  await page.goto("/calls");
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectNoFault(page, { without: NOT_IN_MENUS });
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectNoFault(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Where to, or what to do?")).toBeFocused();
  await expectNoFault(page);
});

/** A page on a wide screen in light and on a phone in dark; nothing of it needs sideways scrolling. */
async function checkPage(page: Page, path: string): Promise<void> {
  await page.setViewportSize(WIDE);
  await page.goto(path);
  // Not by its role: an open drawer hides what lies behind it.
  await expect(page.locator("h1").first()).toBeVisible();
  await expectNoFault(page, { looks: ["light"] });
  await page.setViewportSize(PHONE);
  await expectNoFault(page, { looks: ["dark"] });
  await page.setViewportSize(NARROWEST);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

async function readId(sql: string): Promise<string> {
  const [row] = await query<{ id: string }>(sql);
  return row?.id ?? "";
}

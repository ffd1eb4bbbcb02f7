import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { SYSTEM } from "../support/system";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** The narrowest screen that everything must fit on. */
const NARROWEST = { width: 360, height: 740 };

/** A menu stands at the end of the document; it belongs to its button, not to a landmark. */
const MENU = { without: ["region"] };

const PUBLIC_PAGES = ["/login", "/signup", "/reset"];

const PAGES = [
  "/start",
  "/leads",
  "/leads?q=nobody-has-this-name",
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

/** Pages of one row each: where the row's id comes from. */
const ROW_PAGES = {
  "/leads?lead=": "select id from leads order by call_attempts desc, id limit 1",
  "/calls/": "select id from calls where state = 'ended' order by claimed_at limit 1",
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

for (const [path, query] of Object.entries(ROW_PAGES)) {
  test(`${path}… has no fault that axe knows`, async ({ page }) => {
    await checkPage(page, path + (await readId(query)));
  });
}

test("the frame's layers have no fault that axe knows", async ({ page }) => {
  await page.goto("/calls");
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await checkLook(page, "light", MENU);
  await checkLook(page, "dark", MENU);
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await checkLook(page, "light");
  await checkLook(page, "dark");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Where to, or what to do?")).toBeFocused();
  await checkLook(page, "light");
  await checkLook(page, "dark");
});

test("says that it is offline, and that it no longer is", async ({ page, context }) => {
  await page.goto("/calls");
  await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await checkLook(page, "light");
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
});

/** A page on a wide screen in light and on a phone in dark; nothing of it needs sideways scrolling. */
async function checkPage(page: Page, path: string): Promise<void> {
  await page.setViewportSize(WIDE);
  await page.goto(path);
  // Not by its role: an open drawer hides what lies behind it.
  await expect(page.locator("h1").first()).toBeVisible();
  await checkLook(page, "light");
  await page.setViewportSize(PHONE);
  await checkLook(page, "dark");
  await page.setViewportSize(NARROWEST);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

async function checkLook(
  page: Page,
  colorScheme: "light" | "dark",
  { without = [] }: { readonly without?: string[] } = {},
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).disableRules(without).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(
    [],
  );
}

async function readId(query: string): Promise<string> {
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ id: string }>(query);
    return rows[0]?.id ?? "";
  } finally {
    await database.end();
  }
}

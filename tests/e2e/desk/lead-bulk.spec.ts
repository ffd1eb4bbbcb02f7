import { readFile } from "node:fs/promises";
import { query } from "../support/database";
import { addLeads, bulkBar, leadRows, pathOf, removeLeads } from "../support/leads";
import { addColleague, openAs } from "../support/people";
import { expect, type Page, test } from "../support/test";

const NAME = "Harrowgate";
const COUNT = 60;

test.beforeAll(() => addLeads(NAME, "419", COUNT));
test.afterAll(async () => {
  await removeLeads(NAME);
  await query("delete from suppressions where reason = 'Wrote a letter'");
});

async function open(page: Page): Promise<void> {
  await page.goto(pathOf(NAME));
  await expect(page.getByText(`of ${COUNT} leads`)).toBeVisible();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function count(condition: string): Promise<number> {
  const [row] = await query<{ n: number }>(
    `select count(*)::int as n from leads l where company_name like $1 and ${condition}`,
    [`${NAME}%`],
  );
  return row?.n ?? -1;
}

test("selects over two pages by keyboard, puts the leads on a new list and filters by it", async ({
  page,
}) => {
  await open(page);
  await press(page, "j", "x", "j", "j", "Shift+X");
  await expect(bulkBar(page)).toContainText("3 selected");
  await press(page, "]");
  await expect(leadRows(page).first()).toContainText(`${NAME} 051`);
  await press(page, "j", "x");
  await expect(bulkBar(page)).toContainText("4 selected· 3 not on this page");

  const assign = bulkBar(page).getByRole("button", { name: "Assign list" });
  await assign.press("Enter");
  await page.getByRole("menuitem", { name: "Lists…" }).press("Enter");
  const lists = page.getByRole("dialog", { name: "Lists" });
  await lists.getByLabel("New list").fill("Autumn fair");
  await page.keyboard.press("Enter");
  await expect(lists.getByText("Autumn fair")).toBeVisible();
  await page.keyboard.press("Escape");
  await assign.press("Enter");
  await page.getByRole("menuitem", { name: "Autumn fair" }).press("Enter");
  await expect(page.getByText("4 leads put on the list Autumn fair")).toBeVisible();

  await page.keyboard.press("f");
  await expect(page.getByPlaceholder("Filter by…")).toBeFocused();
  await page.keyboard.type("autumn");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/list=/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("1–4 of 4 leads")).toBeVisible();

  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeFocused();
  await press(page, "j", "m");
  await page.getByRole("menuitem", { name: "Put on a list" }).press("ArrowRight");
  await expect(page.getByRole("menuitem", { name: "Autumn fair" })).toBeDisabled();
  await page.getByRole("menuitem", { name: "Take off its list" }).press("Enter");
  await expect(page.getByText("1–3 of 3 leads")).toBeVisible();
});

test("puts leads on the do-not-call list with a reason, and takes that back", async ({ page }) => {
  const suppressed = "exists (select 1 from suppressions s where s.address = l.phone)";
  await open(page);
  await press(page, "j", "x", "j", "x");
  await bulkBar(page).getByRole("button", { name: "Do not call" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Do not call 2 leads?" });
  await dialog.getByLabel("Reason").fill("");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Give a reason, for whoever asks later.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Wrote a letter");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 leads put on the do-not-call list")).toBeVisible();
  expect(await count(suppressed)).toBe(2);
  await page.keyboard.press("z");
  await expect(page.getByText("2 leads as before")).toBeVisible();
  expect(await count(suppressed)).toBe(0);
  expect(await count("status = 'pending'")).toBe(COUNT);
});

test("attests consent for a whole page at once", async ({ page }) => {
  await open(page);
  await press(page, "j", "Control+a");
  await expect(bulkBar(page)).toContainText("50 selected");
  await bulkBar(page).getByRole("button", { name: "Attest consent" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Attest consent for 50 leads" });
  await expect(dialog.getByRole("button", { name: "Attest" })).toBeDisabled();
  await dialog.getByLabel("Written consent").check();
  await expect(dialog.getByText(/prior express written consent/)).toBeVisible();
  await dialog.getByRole("button", { name: "Attest" }).press("Enter");
  await expect(page.getByText("50 leads attested")).toBeVisible();
  expect(await count("consent_basis = 'written'")).toBe(50);
});

test("deletes over two pages and brings all of them back", async ({ page }) => {
  await open(page);
  await press(page, "j", "x");
  await page.getByRole("button", { name: "Next page" }).click();
  await expect(leadRows(page).first()).toContainText(`${NAME} 051`);
  await press(page, "j", "x", "j", "x");
  await bulkBar(page).getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("3 leads deleted")).toBeVisible();
  await expect(leadRows(page).first()).toContainText(`${NAME} 053`);
  expect(await count("true")).toBe(COUNT - 3);
  await page.keyboard.press("z");
  await expect(page.getByText("3 leads brought back")).toBeVisible();
  await expect(leadRows(page).first()).toContainText(`${NAME} 051`);
  expect(await count("true")).toBe(COUNT);
});

test("exports a view as a file in which nothing is a formula", async ({ page }) => {
  await query(
    "update leads set contact_name = '=HYPERLINK(\"http://x.example\")' where company_name = $1",
    [`${NAME} 001`],
  );
  await open(page);
  await page.getByRole("button", { name: "More about this list" }).press("Enter");
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export this view" }).press("Enter");
  const text = await readFile(await (await download).path(), "utf8");
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(1 + COUNT);
  expect(lines[0]).toMatch(/^Company name,Contact name,Phone/);
  expect(lines[1]).toContain(`${NAME} 001,"'=HYPERLINK(""http://x.example"")"`);
});

test("lets nobody overwrite unseen what a colleague has just saved in the same cell", async ({
  page,
  browser,
}) => {
  const colleague = await openAs(browser, await addColleague("carl@bulk.example", "member"));
  const begin = async (each: Page) => {
    await open(each);
    await press(each, "j", "j", "ArrowRight", "ArrowRight", "e");
    const editor = each.getByRole("textbox", { name: `Contact of ${NAME} 002` });
    await expect(editor).toBeFocused();
    return editor;
  };
  const mine = await begin(page);
  await mine.fill("Ann Mine");
  const theirs = await begin(colleague);
  await theirs.fill("Carl Theirs");
  await colleague.keyboard.press("Enter");
  await expect(theirs).toBeHidden();
  await page.keyboard.press("Enter");
  const notice = page.getByRole("alert").filter({ hasText: "Carl Theirs" });
  await expect(notice).toContainText("carl@bulk.example");
  await notice.getByRole("button", { name: "Take theirs" }).press("Enter");
  await expect(leadRows(page).nth(1)).toContainText("Carl Theirs");
  await colleague.context().close();
});

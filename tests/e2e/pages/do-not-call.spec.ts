import { readFile } from "node:fs/promises";
import { expectNoFault } from "../support/axe";
import { expect, type Page, test } from "../support/test";

const NUMBER = "(614) 555-0161";
const ADDRESS = "stop@birchwood-list.example";

test.describe.configure({ mode: "serial" });

function entry(page: Page, address: string) {
  return page.getByRole("row").filter({ hasText: address });
}

async function openList(page: Page, search = ""): Promise<void> {
  await page.goto(`/do-not-call${search ? `?q=${encodeURIComponent(search)}` : ""}`);
  await expect(page.getByRole("heading", { name: "Do not call", level: 1 })).toBeVisible();
}

test("adds several at once, says which line is wrong, and keeps what was typed", async ({
  page,
}) => {
  await openList(page);
  const opener = page.getByRole("button", { name: "Add", exact: true });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Add to the do-not-call list" });
  const lines = dialog.getByLabel("Phone numbers or e-mail addresses");
  await lines.fill(`614-555-0161\nnobody`);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByText('Line 2: "nobody" is not a phone number.')).toBeVisible();
  await expect(dialog.getByText("Give a reason, for whoever asks later.")).toBeVisible();
  await expect(lines).toHaveValue("614-555-0161\nnobody");
  await lines.fill(`614-555-0161\n${ADDRESS}`);
  await dialog.getByLabel("Reason").fill("Asked by letter");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(entry(page, NUMBER)).toContainText("Asked by letter");
  await expect(entry(page, NUMBER)).toContainText("Staff");
});

test("finds digits however they are typed, by keyboard, and keeps the filter in the address", async ({
  page,
}) => {
  await openList(page);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search the do-not-call list" });
  await expect(search).toBeFocused();
  await page.keyboard.type("614.555.0161");
  await expect(page).toHaveURL(/q=/);
  await expect(entry(page, NUMBER)).toBeVisible();
  await expect(entry(page, ADDRESS)).toBeHidden();
  await page.getByRole("button", { name: "E-mail addresses" }).click();
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(entry(page, ADDRESS)).toBeVisible();
});

test("imports a list whose figures add up and gives back what could not be read", async ({
  page,
}) => {
  const rows = ["614-555-0162", "+1 614 555 0162", "614-555-0161", "=cmd|calc", "555-0163"];
  const text = ["Id,Number", ...rows.map((row, index) => `${index},${row}`)].join("\n");
  await openList(page);
  await page.getByRole("button", { name: "Import a list" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a do-not-call list" });
  const file = { name: "old.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await dialog.locator('input[type="file"]').setInputFiles(file);
  await expect(dialog.getByLabel("Column with the addresses")).toHaveValue("1");
  await expect(dialog.getByLabel("Reason")).toHaveValue("Imported from old.csv");
  await dialog.getByRole("button", { name: "Import 5 rows" }).click();
  await expect(dialog.getByText("old.csv is imported.")).toBeVisible();
  await expect(dialog.locator("dl")).toContainText(/Rows5Added1Already on the list2Not readable2/);
  await expectNoFault(page);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download what could not be read" }).click();
  const saved = await readFile(await (await download).path(), "utf8");
  expect(saved).toContain("'=cmd|calc,4,");
  expect(saved.trim().split("\r\n")).toHaveLength(3);
});

test("exports the list as a file", async ({ page }) => {
  await openList(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toMatch(/^\uFEFFAddress,Channel,Reason,Source,Since\r\n/);
  expect(text).toContain(`${NUMBER},phone,Asked by letter,staff,`);
});

test("shows what a colleague adds without a reload, and removes after asking by name", async ({
  page,
  context,
}) => {
  await openList(page, "614-555-0164");
  const colleague = await context.newPage();
  await openList(colleague);
  await colleague.getByRole("button", { name: "Add", exact: true }).click();
  const dialog = colleague.getByRole("dialog");
  await dialog.getByLabel("Phone numbers or e-mail addresses").fill("614-555-0164");
  await dialog.getByLabel("Reason").fill("Said so");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(entry(page, "(614) 555-0164")).toBeVisible();
  await page.getByRole("button", { name: "Remove (614) 555-0164" }).click();
  const question = page.getByRole("alertdialog", { name: "Take (614) 555-0164 off the list?" });
  await expect(question).toContainText("Do this only if the person asked for it");
  await question.getByRole("button", { name: "Take off the list" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
});

test("puts a lead on the list from its row", async ({ page }) => {
  await page.goto("/leads?lead=new");
  const drawer = page.getByRole("dialog", { name: "Add lead" });
  await drawer.getByLabel("Company").fill("Quiet Air");
  await drawer.getByLabel("Phone").fill("614-555-0165");
  await drawer.getByLabel("E-mail").fill("quiet@birchwood-list.example");
  await drawer.getByRole("button", { name: "Add lead" }).click();
  await expect(drawer).toBeHidden();
  await page.getByRole("button", { name: "Actions for Quiet Air" }).click();
  await page.getByRole("menuitem", { name: "Attest consent…" }).click();
  const consent = page.getByRole("dialog", { name: "Attest consent for Quiet Air" });
  await consent.getByLabel("Written consent").check();
  await expect(consent.getByText(/each person selected here gave prior express/)).toBeVisible();
  await consent.getByRole("button", { name: "Attest", exact: true }).click();
  await expect(consent).toBeHidden();
  await page.getByRole("button", { name: "Actions for Quiet Air" }).click();
  await page.getByRole("menuitem", { name: "Do not call" }).click();
  const question = page.getByRole("dialog", { name: "Do not call Quiet Air?" });
  await question.getByRole("button", { name: "Do not call" }).click();
  await expect(question).toBeHidden();
  await openList(page, "birchwood-list quiet");
  await expect(entry(page, "quiet@birchwood-list.example")).toBeVisible();
});

test("has no fault that axe knows in the dialog that adds", async ({ page }) => {
  await openList(page);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoFault(page);
});

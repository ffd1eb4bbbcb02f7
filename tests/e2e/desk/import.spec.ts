import { readFile } from "node:fs/promises";
import { expectNoFault } from "../support/axe";
import { expect, test } from "../support/test";

const MESSY = [
  "\uFEFFOrganization Name;First Name;Last Name;Mobile Phone;Work Email;Zip;Trucks",
  'Import Test One;Ann;Lee;"(614) 555-0181";ann@one.example;43215;3',
  "Import Test Two;;;614-555-0182 ext 5;two@two.example;;",
  "Import Test Three;;;555-0183;three@three.example;43215;",
  "=cmd|calc;;;(614) 555-0184;not an address;43215;",
  "Import Test One again;;;+1 614 555 0181;again@one.example;43215;9",
].join("\r\n");

function csv(name: string, text: string) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

test("imports a semicolon file, adds up, and gives the rest back as a safe file", async ({
  page,
}) => {
  await page.goto("/leads/import");
  await page.locator('input[type="file"]').setInputFiles(csv("messy.csv", MESSY));
  await expect(page.getByLabel("Organization Name becomes")).toHaveValue("companyName");
  await expect(page.getByLabel("Trucks becomes")).toHaveValue("custom");
  const preview = page.getByRole("table", { name: "First rows" });
  await expect(preview).toContainText("(614) 555-0181");
  await expect(preview).toContainText("The area code is missing.");
  await expectNoFault(page);

  const start = page.getByRole("button", { name: "Import 5 rows" });
  await expect(start).toBeDisabled();
  await page.getByLabel("Written consent").check();
  await expect(page.getByText(/each person in this file gave prior express/)).toBeVisible();
  await start.click();
  await expect(page.getByText("messy.csv is imported.")).toBeVisible();
  const figures = page.locator("dl").filter({ hasText: "Refused" });
  await expect(figures).toContainText(/Rows5Added2.*Updated0.*Skipped1.*Refused2/);
  const rest = page.getByRole("table", { name: "Rows that made no lead" });
  await expect(rest.getByRole("row")).toHaveCount(4);
  const asInTheFile = MESSY.replace("\uFEFF", "").split("\r\n")[0]?.split(";") ?? [];
  await expect(rest.getByRole("columnheader")).toHaveText(["Row", "Why", ...asInTheFile]);
  await expectNoFault(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain("Refused because");
  expect(text).toContain("'=cmd|calc");
  expect(text.trim().split("\r\n")).toHaveLength(4);
});

test("refuses what is no list with a sentence, and takes pasted rows", async ({ page }) => {
  await page.goto("/leads/import");
  const input = page.locator('input[type="file"]');
  await input.setInputFiles(csv("book.xlsx.csv", "PK\u0003\u0004junk"));
  await expect(page.getByText(/save the list as CSV UTF-8/)).toBeVisible();
  await input.setInputFiles(csv("empty.csv", ""));
  await expect(page.getByText("empty.csv: This file is empty.")).toBeVisible();
  await page.getByLabel("Or paste rows").fill("Company\tTelephone\nPaste Test\t614-555-0185");
  await page.getByRole("button", { name: "Use these rows" }).click();
  await expect(page.getByText(/No column gives the e-mail/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import/ })).toBeDisabled();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Drop" })).toHaveCount(0);
});

test("shows progress of a long list, can be cancelled, and says what was left", async ({
  page,
}) => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `Bulk ${i},12,bulk@bulk.example`);
  const file = csv("long.csv", ["Company,Phone,E-mail", ...rows].join("\n"));
  await page.goto("/leads/import");
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByLabel(/^Not yet/).check();
  await page.getByRole("button", { name: "Import 60,000 rows" }).click();
  await expect(page.getByText(/^(?!0 of)[\d,]+ of 60,000 rows/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(
    page.getByText(/The import was cancelled. [\d,]+ rows were not looked at/),
  ).toBeVisible();
});

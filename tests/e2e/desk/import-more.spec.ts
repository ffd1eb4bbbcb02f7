import { readFile } from "node:fs/promises";
import { query } from "../support/database";
import { removeLeads } from "../support/leads";
import { expect, type Page, test } from "../support/test";

/** In the name of every company of this file of tests. */
const NAME = "Wexcombe";

test.afterEach(() => removeLeads(NAME));

function csv(name: string, text: string | Uint8Array) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

async function choose(page: Page, name: string, text: string | Uint8Array): Promise<void> {
  await page.goto("/leads/import");
  await page.locator('input[type="file"]').setInputFiles(csv(name, text));
  await page.getByLabel(/^Not yet/).check();
}

async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Import [\d,]+ rows?$/ }).press("Enter");
}

/** "Rows 3, Added 1, …" as the page says it. */
async function expectFigures(page: Page, figures: string): Promise<void> {
  const shown = page.locator("dl").filter({ hasText: "Refused" });
  await expect(shown).toBeVisible({ timeout: 30_000 });
  const pairs = await shown.evaluate((list) =>
    [...list.querySelectorAll("dt")].map(
      (term) => `${term.textContent} ${term.parentElement?.querySelector("dd")?.textContent}`,
    ),
  );
  expect(pairs.join(", ")).toBe(figures);
}

/** A list of so many rows: each hundredth is a lead, the others have no e-mail address. */
function longList(count: number, areaCode: string): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const email = index % 100 === 0 ? `w${index}@wexcombe.example` : "";
    const digits = String(Math.floor(index / 100) % 100).padStart(2, "0");
    return `${NAME} ${index},${areaCode}-555-01${digits},${email}`;
  });
  return ["Company,Phone,E-mail", ...rows].join("\n");
}

test("takes rows pasted anywhere on the page", async ({ page }) => {
  await page.goto("/leads/import");
  await expect(page.getByText("Drop a CSV file here")).toBeVisible();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, `Company\tTelephone\tE-mail\n${NAME} Paste\t220-555-0101\tp@wexcombe.example`);
  await page.getByLabel(/^Not yet/).check();
  await start(page);
  await expectFigures(page, "Rows 1, Added 1, Updated 0, Skipped 0, Refused 0");
});

test("reads a file again when somebody chooses another encoding or delimiter", async ({ page }) => {
  const text = `Company;Phone;E-mail\n${NAME} Caf\u00e9;220-555-0102;c@wexcombe.example`;
  await choose(page, "latin.csv", Buffer.from(text, "latin1"));
  const preview = page.getByRole("table", { name: "First rows" });
  await expect(preview).toContainText(`${NAME} Caf\u00e9`);
  const encoding = page.getByLabel("Encoding of the file");
  await expect(encoding).toHaveValue("windows-1252");
  await encoding.selectOption("utf-8");
  await expect(preview).toContainText(`${NAME} Caf\uFFFD`);
  await encoding.selectOption("windows-1252");
  await expect(preview).toContainText(`${NAME} Caf\u00e9`);
  const delimiter = page.getByLabel("Delimiter of the file");
  const trouble = page.getByText(/No column gives the/);
  await delimiter.selectOption(",");
  await expect(trouble).toBeVisible();
  await delimiter.selectOption(";");
  await expect(trouble).toBeHidden();
  await page.getByLabel(/^Not yet/).check();
  await start(page);
  await expectFigures(page, "Rows 1, Added 1, Updated 0, Skipped 0, Refused 0");
});

test("goes on after a reload in the middle, without doubles", async ({ page }) => {
  await choose(page, "reload.csv", longList(12_000, "220"));
  let sent = 0;
  // The second part never arrives: the page is closed while it is on its way.
  await page.route("**/api/imports/*/rows", (route) => {
    sent += 1;
    return sent === 1 ? route.continue() : undefined;
  });
  await start(page);
  await expect(page.getByText("5,000 of 12,000 rows")).toBeVisible();
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.unroute("**/api/imports/*/rows");
  await expect(page.getByText("stopped at row 5,000 of 12,000.")).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).press("Enter");
  await expectFigures(page, "Rows 12,000, Added 100, Updated 0, Skipped 20, Refused 11,880");
  await page.goto("/leads/import");
  await expect(page.getByText("Drop a CSV file here")).toBeVisible();
  await expect(page.getByText(/stopped at row/)).toHaveCount(0);
});

test("waits while the connection is lost and goes on by itself", async ({ page, context }) => {
  await choose(page, "offline.csv", longList(12_000, "220"));
  let sent = 0;
  await page.route("**/api/imports/*/rows", async (route) => {
    sent += 1;
    if (sent === 2) await context.setOffline(true);
    await route.continue();
  });
  await start(page);
  await expect(
    page.getByText(/The connection is lost. The import goes on by itself/),
  ).toBeVisible();
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await expectFigures(page, "Rows 12,000, Added 100, Updated 0, Skipped 20, Refused 11,880");
});

test("skips, fills in or overwrites leads with the same number, as chosen", async ({ page }) => {
  const phone = "+12205550111";
  await query(
    `insert into leads (team_id, company_name, phone, email)
     select id, $1 || ' Old', $2, 'old@wexcombe.example' from teams order by created_at limit 1`,
    [NAME, phone],
  );
  const file = `Company,Contact,Phone,E-mail\n${NAME} New,Nora New,220-555-0111,new@wexcombe.example`;
  const policies = [
    { policy: "skip", figures: "Updated 0, Skipped 1", company: "Old", contact: null },
    {
      policy: "update_empty",
      figures: "Updated 1, Skipped 0",
      company: "Old",
      contact: "Nora New",
    },
    { policy: "overwrite", figures: "Updated 1, Skipped 0", company: "New", contact: "Nora New" },
  ];
  for (const { policy, figures, company, contact } of policies) {
    await choose(page, "again.csv", file);
    await page.getByLabel("Leads with the same number").selectOption(policy);
    await start(page);
    await expectFigures(page, `Rows 1, Added 0, ${figures}, Refused 0`);
    const [lead] = await query("select company_name, contact_name from leads where phone = $1", [
      phone,
    ]);
    expect(lead).toEqual({ company_name: `${NAME} ${company}`, contact_name: contact });
  }
});

test("gives refused rows back as a file that can be corrected and imported again", async ({
  page,
}) => {
  const rows = [
    `${NAME} Good,220-555-0121,good@wexcombe.example,4`,
    `${NAME} Bad,220-555-0122,nowhere,7`,
  ];
  await choose(page, "mixed.csv", ["Company,Phone,E-mail,Trucks", ...rows].join("\n"));
  await start(page);
  await expectFigures(page, "Rows 2, Added 1, Updated 0, Skipped 0, Refused 1");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const refused = await readFile(await (await download).path(), "utf8");
  expect(refused).toContain("nowhere");
  await choose(page, "corrected.csv", refused.replace("nowhere", "bad@wexcombe.example"));
  await start(page);
  await expectFigures(page, "Rows 1, Added 1, Updated 0, Skipped 0, Refused 0");
  const [lead] = await query("select custom from leads where company_name = $1", [`${NAME} Bad`]);
  expect(lead?.custom).toEqual({ Trucks: "7" });
});

test("undoes a whole import from the list of imports, but keeps what was edited since", async ({
  page,
}) => {
  const rows = [1, 2, 3].map((n) => `${NAME} ${n},220-555-013${n},u${n}@wexcombe.example`);
  await choose(page, "undo-me.csv", ["Company,Phone,E-mail", ...rows].join("\n"));
  await start(page);
  await page.getByRole("link", { name: "Show the leads" }).click();
  const cell = page.locator("[data-lead-id]").filter({ hasText: `${NAME} 2` });
  await cell.locator('[data-column="contact_name"]').dblclick();
  await page.getByRole("textbox", { name: `Contact of ${NAME} 2` }).fill("Kept Person");
  await page.keyboard.press("Enter");
  await expect(cell).toContainText("Kept Person");

  await page.goto("/imports");
  const row = page.getByRole("row").filter({ hasText: "undo-me.csv" });
  await expect(row).toContainText("Imported");
  await row.getByRole("link", { name: "undo-me.csv" }).press("Enter");
  await expect(page).toHaveURL(/imports\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Undo this import" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Undo the import of undo-me.csv?" });
  await question.getByRole("button", { name: "Undo the import" }).press("Enter");
  await expect(page.getByText("2 leads deleted, 1 kept (1 edited).")).toBeVisible();
  await page.goto("/imports");
  await expect(row).toContainText("Undone");
  await page.goto(`/leads?q=${NAME.toLowerCase()}`);
  await expect(page.locator("[data-lead-id]")).toHaveCount(1);
});

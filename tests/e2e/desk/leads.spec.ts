import { expect, type Page, test } from "../support/test";

const COMPANY = "Zephyr Test Cooling";
const OTHER = "Zephyr Test Cooling of Ohio";

test.describe.configure({ mode: "serial" });

async function addLead(page: Page, company: string, phone: string): Promise<void> {
  const opener = page.getByRole("button", { name: "Add lead" }).first();
  await opener.click();
  const drawer = page.getByRole("dialog", { name: "Add lead" });
  await drawer.getByLabel("Company").fill(company);
  await drawer.getByLabel("Phone").fill(phone);
  await drawer.getByLabel("E-mail").fill("Front.Desk@zephyr.example");
  await drawer.getByLabel("ZIP code").fill("43215");
  await drawer.getByRole("button", { name: "Add lead" }).click();
  await expect(drawer).toBeHidden();
  // Keys that were pressed before would go nowhere.
  await expect(opener).toBeFocused();
}

function row(page: Page, company: string) {
  return page
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: company, exact: true }) });
}

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search leads" })).toBeFocused();
  await page.keyboard.type(text);
  await expect(page).toHaveURL(/q=/);
}

test("says at each field what is wrong, keeps what was typed, then adds the lead", async ({
  page,
}) => {
  await page.goto("/leads?lead=new");
  const drawer = page.getByRole("dialog", { name: "Add lead" });
  await drawer.getByLabel("Phone").fill("555-0147");
  await drawer.getByRole("button", { name: "Add lead" }).click();
  await expect(drawer.getByText("The company name is missing.")).toBeVisible();
  await expect(drawer.getByText(/The area code is missing/)).toBeVisible();
  await expect(drawer.getByText("The e-mail address is missing.")).toBeVisible();
  await expect(drawer.getByLabel("Phone")).toHaveValue("555-0147");
  await drawer.getByRole("button", { name: "Cancel" }).click();

  await addLead(page, COMPANY, "614-555-0191 x7");
  await search(page, "zephyr");
  await expect(row(page, COMPANY)).toContainText("(614) 555-0191 ext. 7");
  await expect(row(page, COMPANY)).toContainText("front.desk@zephyr.example");
});

test("tells a number that another lead has", async ({ page }) => {
  await page.goto("/leads?lead=new");
  const drawer = page.getByRole("dialog", { name: "Add lead" });
  await drawer.getByLabel("Company").fill("Somebody else");
  await drawer.getByLabel("Phone").fill("+1 614 555 0191");
  await drawer.getByLabel("E-mail").fill("a@b.example");
  await drawer.getByRole("button", { name: "Add lead" }).click();
  await expect(drawer.getByText("Another lead has this number.")).toBeVisible();
  await expect(drawer.getByLabel("Company")).toHaveValue("Somebody else");
});

test("finds, walks, selects, opens and edits by keyboard alone", async ({ page }) => {
  await page.goto("/leads");
  await addLead(page, OTHER, "614-555-0192");
  await search(page, "zephyr test");
  await expect(page.getByText(/of 2 leads/)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByLabel("Company")).toHaveValue(/Zephyr Test Cooling/);
  await expect(page).toHaveURL(/lead=/);
  await drawer.getByLabel("Contact").fill("Zoe Kim");
  await page.keyboard.press("Enter");
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("cell", { name: "Zoe Kim" })).toBeVisible();
});

test("keeps filter, search and order in the address", async ({ page }) => {
  await page.goto("/leads?q=zephyr");
  await page.getByRole("button", { name: "Company", exact: true }).click();
  await expect(page).toHaveURL(/sort=company_name/);
  await page.getByRole("button", { name: /^Pending/ }).click();
  await expect(page).toHaveURL(/status=pending/);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Company" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.getByRole("button", { name: /^Scheduled/ }).click();
  await expect(page.getByRole("heading", { name: "No lead matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByRole("table", { name: "Leads" })).toBeVisible();
});

test("shows what a colleague does without a reload", async ({ page, context }) => {
  await page.goto("/leads?q=zephyr");
  const colleague = await context.newPage();
  await colleague.goto("/leads?q=zephyr");
  await row(colleague, COMPANY)
    .getByRole("button", { name: /^Actions/ })
    .click();
  await colleague.getByRole("menuitem", { name: "Mark not interested" }).click();
  await expect(row(page, COMPANY)).toContainText("Not interested");
  await row(page, COMPANY)
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Put back in the queue" }).click();
  await expect(row(colleague, COMPANY)).toContainText("Pending");
});

test("deletes with undo, one lead from its menu and several from the bar", async ({ page }) => {
  await page.goto("/leads?q=zephyr&sort=company_name");
  await row(page, OTHER)
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(row(page, OTHER)).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, OTHER)).toBeVisible();

  await page.getByRole("checkbox", { name: "Select all leads on this page" }).check();
  const bar = page.getByRole("region", { name: "Selected leads" });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No lead matches" })).toBeVisible();
  await expect(page.getByText(/2 leads? deleted/)).toBeVisible();
});

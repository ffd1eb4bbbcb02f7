import { expectNoFault } from "../support/axe";
import { expect, type Page, test } from "../support/test";

// The main job has confirmed the registrations of all states.
test.describe.configure({ mode: "serial" });

function stateRow(page: Page, name: string) {
  return page.getByRole("row").filter({ hasText: name });
}

async function openRules(page: Page, query = ""): Promise<void> {
  await page.goto(`/automation/rules${query}`);
  await expect(page.getByRole("table", { name: "Calling rules" })).toBeVisible();
}

test("shows hours, limits and the source of a state, found by keyboard", async ({ page }) => {
  await openRules(page);
  await page.keyboard.press("/");
  await page.keyboard.type("mary");
  await expect(page).toHaveURL(/q=mary/);
  const maryland = stateRow(page, "Maryland");
  await expect(maryland).toContainText("Allowed");
  await expect(maryland).toContainText("8 AM–8 PM");
  const source = page.getByRole("button", { name: /source of the rule of Maryland/ });
  await source.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Com. Law 14-4502/).first()).toBeVisible();
  await expect(source).toHaveAttribute("aria-expanded", "true");
});

test("goes back to the default of states that the team decided on", async ({ page }) => {
  for (const state of ["Vermont", "Wyoming"]) {
    await openRules(page, `?q=${state}`);
    await page.getByRole("button", { name: `Actions for ${state}` }).click();
    await page.getByRole("menuitem", { name: "Back to the default" }).click();
    const question = page.getByRole("dialog", { name: `Back to the default for ${state}?` });
    await question.getByRole("button", { name: "Back to the default" }).click();
    await expect(question).toBeHidden();
    await expect(stateRow(page, state)).toContainText("Needs registration");
  }
});

test("confirms the registration for several states only with the sentence and a note", async ({
  page,
}) => {
  await openRules(page, "?only=registration");
  await page.getByLabel("Select Wyoming").check();
  await page.getByLabel("Select Vermont").check();
  await page.getByRole("button", { name: "Confirm registration" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm the registration for 2 states" });
  await dialog.getByRole("button", { name: "Confirm registration" }).click();
  await expect(dialog.getByText("Tick this to confirm.")).toBeVisible();
  await expect(dialog.getByText(/Write what is in place/)).toBeVisible();
  await dialog.getByRole("checkbox").check();
  await dialog.getByLabel("What is in place").fill("No. 77");
  await dialog.getByRole("button", { name: "Confirm registration" }).click();
  await expect(dialog).toBeHidden();
  await expect(stateRow(page, "Wyoming")).toContainText("Allowed");
  await expect(stateRow(page, "Vermont")).toContainText("Allowed");
});

test("edits a rule within the law, and says what would change", async ({ page }) => {
  await openRules(page, "?q=vermont");
  const opener = page.getByRole("button", { name: "Actions for Vermont" });
  await opener.click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Calling rule for Vermont" });
  await expect(dialog.getByText(/Change something to see/)).toBeVisible();
  await dialog.getByLabel("Weekdays until").fill("21:30");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  await expect(dialog.getByText(/must lie between 08:00 and 21:00/)).toBeVisible();
  await expect(dialog.getByText("Say why, for whoever asks later.")).toBeVisible();
  await dialog.getByLabel("Weekdays until").fill("18:00");
  await dialog.getByLabel("Sundays", { exact: true }).uncheck();
  await expect(dialog.getByText(/at this moment|callable now/)).toBeVisible();
  await dialog.getByLabel("Reason").fill("Our own courtesy");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(stateRow(page, "Vermont")).toContainText("8 AM–6 PM");
});

test("adds a day of the team's own, refuses it twice, and brings it back after removing", async ({
  page,
}) => {
  await openRules(page);
  const own = page.getByRole("region", { name: "Your own days" });
  const add = async () => {
    await own.getByRole("textbox", { name: "Day" }).fill("2027-12-24");
    await own.getByLabel("Name").fill("Quiet day");
    await own.getByRole("button", { name: "Add", exact: true }).click();
  };
  await add();
  const remove = own.getByRole("button", { name: /^Remove Quiet day/ });
  await expect(remove).toBeVisible();
  await add();
  await expect(own.getByText("This day is on your list already.")).toBeVisible();
  await remove.click();
  await expect(remove).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toBeHidden();
});

test("finds holidays by year, name and state", async ({ page }) => {
  await openRules(page);
  const holidays = page.getByRole("region", { name: "Federal and state holidays" });
  await holidays.getByLabel("Search holidays").fill("independence");
  await expect(holidays.getByRole("cell", { name: "Independence Day" }).first()).toBeVisible();
  await holidays.getByLabel("Search holidays").fill("no such day");
  await expect(holidays.getByText("No holiday matches.")).toBeVisible();
});

test("has no fault that axe knows in the dialog of a rule", async ({ page }) => {
  await openRules(page);
  await page.getByRole("button", { name: "Actions for Florida" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoFault(page);
});

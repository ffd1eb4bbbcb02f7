import { expectNoFault } from "../support/axe";
import { query } from "../support/database";
import { addLeads, leadRows, pathOf, removeLeads } from "../support/leads";
import { addColleague, openAs } from "../support/people";
import { expect, type Page, test } from "../support/test";

const NAME = "Larkmoor";

test.beforeAll(() => addLeads(NAME, "513", 3));
test.afterAll(async () => {
  await removeLeads(NAME);
  await query("delete from suppressions where reason = 'Told us on the phone'");
});

const timeline = (page: Page) => page.getByRole("list", { name: "Timeline" });

async function pathOfLead(company: string): Promise<string> {
  const [lead] = await query<{ id: string }>("select id from leads where company_name = $1", [
    company,
  ]);
  return `/leads/${lead?.id}`;
}

test("works a lead in the drawer by keyboard: why not, notes, the next lead", async ({ page }) => {
  await page.goto(pathOf(NAME));
  await expect(page.getByText("of 3 leads")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: `${NAME} 001` });
  await expect(drawer).toContainText(/Not called: .*consent/);
  await expect(drawer).toContainText("No consent on record.");
  await expectNoFault(page);

  await drawer.getByRole("tab", { name: "Details" }).focus();
  await page.keyboard.press("ArrowRight");
  await drawer.getByLabel("New note").fill("Ask for the owner.");
  await page.keyboard.press("Control+Enter");
  await expect(timeline(page).getByRole("listitem").first()).toContainText("Ask for the owner.");
  await expect(timeline(page).getByRole("listitem").first()).toContainText("You");
  await drawer.getByRole("button", { name: "Edit note" }).press("Enter");
  await drawer.getByLabel("Note", { exact: true }).fill("Ask for Pat, the owner.");
  await drawer.getByRole("button", { name: "Save note" }).press("Enter");
  await expect(timeline(page)).toContainText("Ask for Pat, the owner.");
  await drawer.getByRole("button", { name: "Delete note" }).press("Enter");
  await expect(timeline(page)).not.toContainText("Ask for Pat");
  await drawer.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(timeline(page)).toContainText("Ask for Pat, the owner.");

  await drawer.getByLabel("New note").fill("Half a note");
  await drawer.getByRole("tab", { name: "Timeline" }).focus();
  await page.keyboard.press("j");
  const noteQuestion = page.getByRole("alertdialog", {
    name: `Discard your changes to ${NAME} 001?`,
  });
  await noteQuestion.getByRole("button", { name: "Discard" }).press("Enter");
  // What was discarded there is no reason to ask about here.
  const next = page.getByRole("dialog", { name: `${NAME} 002` });
  await expect(next).toBeVisible();
  await next.getByRole("button", { name: "Previous lead" }).press("Enter");
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Next lead" }).press("Enter");
  await next.getByLabel("Contact").fill("Half typed");
  await page.keyboard.press("Escape");
  const question = page.getByRole("alertdialog", { name: `Discard your changes to ${NAME} 002?` });
  await question.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(next).toBeHidden();
  await expect(leadRows(page).nth(1)).not.toContainText("Half typed");
});

test("tells everything about a lead on a page of its own, and who did what to it", async ({
  page,
}) => {
  await page.goto(await pathOfLead(`${NAME} 002`));
  await expect(page.getByRole("heading", { name: `${NAME} 002`, level: 1 })).toBeVisible();
  await page.getByLabel("Contact").fill("Rae Larkin");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${NAME} 002 saved`)).toBeVisible();
  await expect(timeline(page)).toContainText("Contact: nothing → Rae Larkin");

  const standing = page.getByRole("region", { name: "Consent and do not call" });
  await standing.getByRole("button", { name: "Attest consent…" }).press("Enter");
  const attest = page.getByRole("dialog", { name: `Attest consent for ${NAME} 002` });
  await attest.getByLabel("Written consent").check();
  await attest.getByRole("button", { name: "Attest", exact: true }).press("Enter");
  await expect(standing).toContainText(/Written consent, attested by/);
  await standing.getByRole("button", { name: "Do not call…" }).press("Enter");
  const suppress = page.getByRole("dialog", { name: `Do not call ${NAME} 002?` });
  await suppress.getByLabel("Reason").fill("Told us on the phone");
  await page.keyboard.press("Enter");
  await expect(standing).toContainText("Do not call this number: Told us on the phone");
  await expect(timeline(page)).toContainText("Number: do not call");
  await expect(timeline(page)).toContainText("Consent attested: Written consent");
  await expectNoFault(page);
});

test("says on the page which gate holds a lead that is to be called", async ({ page }) => {
  await page.goto(await pathOfLead(`${NAME} 001`));
  await page.getByRole("button", { name: "Call now…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Call ${NAME} 001 now?` });
  await dialog.getByRole("button", { name: "Call now" }).press("Enter");
  await expect(dialog.getByText(/Not called: .*consent/)).toBeVisible();
});

test("keeps what two people type into the same lead, until one of them chooses", async ({
  page,
  browser,
}) => {
  const colleague = await openAs(browser, await addColleague("lena@larkmoor.example", "member"));
  const path = await pathOfLead(`${NAME} 003`);
  await page.goto(path);
  await page.getByLabel("Contact").fill("Mine Contact");
  await colleague.goto(path);
  await colleague.getByLabel("Contact").fill("Theirs Contact");
  await colleague.getByLabel("City").fill("Dayton");
  await colleague.keyboard.press("Enter");
  await expect(colleague.getByText(`${NAME} 003 saved`)).toBeVisible();
  // What nobody edits here follows; what is being edited waits for a choice.
  await expect(page.getByLabel("City")).toHaveValue("Dayton");
  await expect(page.getByRole("textbox", { name: "Contact" })).toHaveValue("Mine Contact");
  await expect(page.getByText("Contact: “Theirs Contact”")).toBeVisible();
  await page.getByRole("button", { name: "Keep mine" }).press("Enter");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText(`${NAME} 003 saved`)).toBeVisible();
  await expect(timeline(page)).toContainText("Contact: Theirs Contact → Mine Contact");
  await colleague.context().close();
});

test("asks before the browser's Back leaves what was typed, in the drawer and on the page", async ({
  page,
}) => {
  await page.goto(pathOf(NAME));
  await leadRows(page)
    .nth(1)
    .getByRole("button", { name: `${NAME} 002`, exact: true })
    .click();
  const drawer = page.getByRole("dialog", { name: `${NAME} 002` });
  await drawer.getByLabel("Contact").fill("Half typed");
  const question = page.getByRole("alertdialog", { name: `Discard your changes to ${NAME} 002?` });
  await page.goBack();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(drawer.getByLabel("Contact")).toHaveValue("Half typed");
  await expect(page).toHaveURL(/[?&]lead=/);
  await page.goBack();
  await question.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/[?&]lead=/);

  await leadRows(page).nth(1).getByRole("button", { name: "Actions for" }).click();
  await page.getByRole("menuitem", { name: "Open as a page" }).click();
  const contact = page.getByRole("textbox", { name: "Contact" });
  await contact.fill("Half typed");
  await page.goBack();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(contact).toHaveValue("Half typed");
  await page.goBack();
  await question.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(leadRows(page).nth(1)).toContainText(`${NAME} 002`);
  await expect(leadRows(page).nth(1)).not.toContainText("Half typed");
});

test("says so when there is no such lead", async ({ page }) => {
  const response = await page.goto("/leads/11111111-1111-4111-8111-111111111111");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such lead" })).toBeVisible();
});

import { expectNoFault } from "../support/axe";
import { query } from "../support/database";
import { addLeads, leadRows, pathOf, removeLeads } from "../support/leads";
import { expect, test } from "../support/test";

const NAME = "Outageville";

test.beforeAll(() => addLeads(NAME, "567", 2));
test.afterAll(() => removeLeads(NAME));

/** What the list asks the database for its rows. */
const LIST = "**/rest/v1/rpc/list_leads";

test("says that it is offline, keeps the rows, and catches up when it no longer is", async ({
  page,
  context,
}) => {
  await page.goto(pathOf(NAME));
  await expect(leadRows(page)).toHaveCount(2);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expectNoFault(page);
  await expect(leadRows(page)).toHaveCount(2);
  await query("update leads set contact_name = 'Back Online' where company_name = $1", [
    `${NAME} 002`,
  ]);
  // Nobody tells the page of this one: it has to look.
  await query(
    `insert into leads (team_id, company_name, phone, email, callback_at)
     select team_id, $1, '+15675550198', 'new@outage.example', callback_at from leads where company_name = $2`,
    [`${NAME} 003`, `${NAME} 002`],
  );
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
  await expect(leadRows(page).nth(1)).toContainText("Back Online");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(leadRows(page)).toHaveCount(3);
});

test("says that the leads could not be loaded, and loads them when asked again", async ({
  page,
}) => {
  await page.goto(pathOf(NAME));
  await expect(leadRows(page).first()).toBeVisible();
  await page.route(LIST, (route) => route.fulfill({ status: 500, json: { message: "down" } }));
  await page.getByRole("button", { name: /^Pending/ }).click();
  const trouble = page.getByRole("alert").filter({ hasText: "The leads could not be loaded" });
  await expect(trouble).toBeVisible();
  await page.unroute(LIST);
  await trouble.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(leadRows(page).first()).toBeVisible();
});

import { ADMIN, SESSION_FILE } from "./support/system";
import { expect, test } from "./support/test";

test("the first user of an empty system signs up and founds the team", async ({ page }) => {
  await test.step("creates the account and the team", async () => {
    await page.goto("/signup");
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page).toHaveURL(/\/welcome/);
    await page.getByLabel("Team name").fill("Brightvent Software");
    await page.getByRole("button", { name: "Create the team" }).click();
    await expect(page).toHaveURL(/\/start/);
    await expect(page.getByText("0 of 6 done")).toBeVisible();
    await expect(page.getByRole("link", { name: "Import a list" })).toBeVisible();
    await page.context().storageState({ path: SESSION_FILE });
  });

  await test.step("gives the postal address", async () => {
    await page.goto("/settings");
    await page
      .getByLabel("Postal address")
      .fill("Brightvent Software, 120 Demo Street, Springfield, IL 62701");
    await page.getByRole("button", { name: /save/i }).first().click();
    await expect(page.getByText(/saved/i).first()).toBeVisible();
  });

  await test.step("confirms the registrations that states ask for", async () => {
    await page.goto("/automation/rules");
    await page.getByLabel("Select all states that need a registration").click();
    await page.getByRole("button", { name: "Confirm registration" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox").click();
    await dialog.getByLabel("What is in place").fill("Registered by our counsel.");
    await dialog.getByRole("button", { name: "Confirm registration" }).click();
    await expect(page.getByText(/Registration confirmed/).first()).toBeVisible();
  });
});

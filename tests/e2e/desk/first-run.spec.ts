import { query } from "../support/database";
import { callEveryDay, morningZone } from "../support/hours";
import { addTeam, openAs, type Person, removeTeam } from "../support/people";
import { expect, type Page, test } from "../support/test";

const COMPANY = "Firstlight Furnaces";

const step = (page: Page, title: string) => page.getByRole("listitem", { name: title });

async function follow(page: Page, title: string, link: string): Promise<void> {
  await page.goto("/start");
  await expect(step(page, title)).toHaveAttribute("aria-current", "step");
  await step(page, title).getByRole("link", { name: link }).press("Enter");
}

let admin: Person;

test.beforeAll(async () => {
  admin = await addTeam("nina@newcomers.example");
});
test.afterAll(() => removeTeam(admin));

test("walks a new team from nothing to its first dialled lead", async ({ browser }) => {
  const page = await openAs(browser, admin);
  await page.goto("/start");
  await expect(page.getByText("0 of 6 done")).toBeVisible();

  await test.step("brings a company", async () => {
    await follow(page, "Bring the companies to call", "Add one lead");
    const drawer = page.getByRole("dialog", { name: "Add lead" });
    await drawer.getByLabel("Company").fill(COMPANY);
    await drawer.getByLabel("Phone").fill("234-555-0100");
    await drawer.getByLabel("E-mail").fill("office@firstlight.example");
    await drawer.getByLabel("ZIP code").fill("43215");
    await page.keyboard.press("Enter");
    await expect(drawer).toBeHidden();
  });

  await test.step("says on which basis it may be called", async () => {
    await follow(page, "Say on which basis they may be called", "Leads without consent");
    await expect(page.locator("[data-lead-id]")).toHaveCount(1);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByRole("button", { name: "Attest consent" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Attest consent for 1 lead" });
    await dialog.getByLabel("Written consent").check();
    await dialog.getByRole("button", { name: "Attest" }).press("Enter");
    await expect(page.getByText("1 lead attested")).toBeVisible();
  });

  await test.step("confirms the registration that its state asks for", async () => {
    await follow(page, "Check hours and states", "Calling rules");
    await page.getByRole("checkbox", { name: "Select Ohio" }).press("Space");
    await page.getByRole("button", { name: "Confirm registration" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox").check();
    await dialog.getByLabel("What is in place").fill("A bond of the state.");
    await dialog.getByRole("button", { name: "Confirm registration" }).press("Enter");
    await expect(page.getByText(/Registration confirmed/).first()).toBeVisible();
  });

  await test.step("gives its postal address", async () => {
    await follow(page, "Give your postal address", "Settings");
    const address = page.getByRole("textbox", { name: "Postal address" });
    await address.fill("Newcomers Inc., 1 First Street, Columbus, OH 43215");
    await page.getByRole("button", { name: /save/i }).first().press("Enter");
    await expect(page.getByText(/saved/i).first()).toBeVisible();
  });

  await test.step("switches the automation on and hears the first call", async () => {
    await callEveryDay(admin.teamId);
    await query(
      "update leads set timezone = $2, timezones = array[$2], timezone_source = 'staff' where company_name = $1",
      [COMPANY, morningZone()],
    );
    await follow(page, "Switch the automation on", "Automation");
    await page.getByRole("switch", { name: /Automation is/ }).press("Space");
    await expect(page.getByRole("heading", { name: "Automation is on" })).toBeVisible();
    await page.goto("/start");
    await expect(page.getByText("6 of 6 done")).toBeVisible();
    const call = step(page, "Hear the first call");
    await expect(call).toContainText(new RegExp(`${COMPANY} (was|is being) called`));
    await call.getByRole("link", { name: /Watch it|Read the call/ }).press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(COMPANY);
  });
  await page.context().close();
});

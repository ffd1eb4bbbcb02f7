import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("shows booked demos by day, in my zone and in theirs, with the way to the lead", async ({
  page,
}) => {
  await page.goto("/appointments");
  const first = page.getByRole("listitem").filter({ hasText: "Accepted" }).first();
  await expect(first).toContainText(/\d{1,2}:\d\d\s[AP]M – \d{1,2}:\d\d\s[AP]M E[SD]T/);
  await expect(first).toContainText(/for them/);
  await first.locator('a[href^="/leads"]').click();
  await expect(page).toHaveURL(/\/leads\?lead=/);
  await expect(page.getByRole("dialog")).toContainText("Scheduled");
});

test("keeps the tab in the address", async ({ page }) => {
  await page.goto("/appointments");
  await page.getByRole("tab", { name: "Past" }).click();
  await expect(page).toHaveURL(/when=past/);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Past" })).toHaveAttribute("data-state", "active");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`is accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/appointments");
    await expect(page.getByText("Accepted").first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

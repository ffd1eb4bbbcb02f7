import { expectNoFault } from "../support/axe";
import { type LiveCall, removeLiveCalls, startLiveCall } from "../support/live-call";
import { expect, type Page, test } from "../support/test";

test.afterAll(removeLiveCalls);

function list(page: Page) {
  return page.getByRole("table", { name: "Finished calls" });
}

test("reads a finished call: what was said, with its tool calls in place, and what came of it", async ({
  page,
}) => {
  await page.goto("/calls?outcome=booked");
  await list(page).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Booked", { exact: true })).toBeVisible();
  const lines = page.getByRole("region", { name: "Conversation" }).getByRole("listitem");
  const texts = await lines.allInnerTexts();
  const asked = texts.findIndex((text) => text.startsWith("Looks for free times"));
  const booked = texts.findIndex((text) => text.startsWith("Books the demo"));
  expect(asked).toBeGreaterThan(0);
  expect(booked).toBeGreaterThan(asked + 1);

  await page.getByText("Books the demo").first().click();
  const tool = lines.nth(booked);
  await expect(tool.getByText("book_appointment")).toBeVisible();
  await expect(tool.getByText("Slot id")).toBeVisible();
  await expect(tool.getByText(/^\d+ ms$/)).toBeVisible();

  const facts = page.getByRole("complementary", { name: "About this call" });
  await expect(facts.getByText(/hung up/).first()).toBeVisible();
  await expect(facts.getByText("Transcriber")).toBeVisible();
  await expect(facts.getByText("Demo booked")).toBeVisible();
  await expect(facts.getByText(/^Confirmation of the demo/)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/outcome=booked/);
});

test("plays a recording from the line that is clicked", async ({ page }) => {
  await page.goto("/calls?outcome=booked");
  await list(page).getByRole("link").first().click();
  const recording = page.getByLabel("Recording of the call");
  await expect
    .poll(() => recording.evaluate((audio: HTMLAudioElement) => audio.readyState))
    .toBeGreaterThan(0);
  await page.getByTitle("Play from here").nth(3).click();
  await expect
    .poll(() => recording.evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(1);
});

test("watches a live call word by word, steps in, and ends it with a click", async ({ page }) => {
  const call = await startLiveCall("Heldfast Heating", "+13125550140");
  await page.goto("/calls");
  const goingOn = page.getByRole("region", { name: "Going on now" });
  await goingOn.getByRole("link", { name: call.company }).click();
  await expect(page.getByText("Word by word")).toBeVisible();
  const said = page.getByRole("region", { name: "What is being said" });

  const first = said.getByRole("listitem").first();
  await call.goOn(1);
  await expect(first).toBeVisible();
  const beginning = await first.textContent();
  await call.goOn(1);
  await expect(first).not.toHaveText(String(beginning));
  expect(await first.textContent()).toContain(String(beginning));

  await untilToolCall(call, page);
  const lineCount = await said.locator("p:not([aria-hidden])").count();
  await page.reload();
  await expect(page.getByText("Word by word")).toBeVisible();
  await expect(said.locator("p:not([aria-hidden])")).toHaveCount(lineCount);

  await page.getByLabel("What the agent shall say").fill("I can also offer you Friday.");
  await page.keyboard.press("Enter");
  await expect(said.getByText("I can also offer you Friday.")).toBeVisible();

  await page.getByRole("button", { name: "End call" }).click();
  const dialog = page.getByRole("alertdialog", { name: `End the call with ${call.company}?` });
  await dialog.getByRole("button", { name: "End call" }).click();
  await expect(page.getByText("Ended by us", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Recording of the call")).toBeVisible();
  await expect(page.getByText(/^Ended from the desk/)).toBeVisible();
  await expect(page.getByText("I can also offer you Friday.").first()).toBeVisible();
});

async function untilToolCall(call: LiveCall, page: Page): Promise<void> {
  const tool = page.getByText("Looks for free times").first();
  for (let tries = 0; tries < 30 && !(await tool.isVisible()); tries += 1) {
    await call.goOn(3);
    await page.waitForTimeout(200);
  }
  await expect(tool).toBeVisible();
}

test("hears a live call through our own server", async ({ page }) => {
  const call = await startLiveCall("Heldfast Cooling", "+13125550141");
  await page.goto(`/calls/${call.id}`);
  await call.goOn(1);
  const sound = page.waitForResponse((response) => response.url().endsWith("/listen"));
  await page.getByRole("button", { name: "Listen" }).click();
  expect((await sound).status()).toBe(200);
  const meter = page.locator("[style*='--level']");
  await expect
    .poll(() => meter.evaluate((bar) => Number(bar.style.getPropertyValue("--level"))))
    .toBeGreaterThan(0);
  await page.getByRole("button", { name: "Stop listening" }).click();
  await expect(page.getByRole("button", { name: "Listen" })).toBeVisible();
  await page.getByRole("button", { name: "End call" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End call" }).click();
  await expect(page.getByText("Ended by us", { exact: true })).toBeVisible();
});

test("finds, walks and opens calls by keyboard, and keeps the filters in the address", async ({
  page,
}) => {
  await page.goto("/calls");
  await expect(list(page)).toBeVisible();
  // Keys that are pressed before the page has woken up go nowhere.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type("no such company at all");
  await expect(page).toHaveURL(/q=/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByLabel("Outcome").selectOption("not_interested");
  await expect(page).toHaveURL(/outcome=not_interested/);
  await expect(list(page).getByText("Booked", { exact: true })).toHaveCount(0);
  await page.getByLabel("To").fill("2001-01-01");
  await expect(page.getByRole("heading", { name: "No call matches" })).toBeVisible();
  await page.getByLabel("To").fill("");
  await page.getByRole("heading", { name: "Calls", exact: true }).click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
});

test("says so when there is no such call", async ({ page }) => {
  const response = await page.goto("/calls/11111111-1111-4111-8111-111111111111");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such call" })).toBeVisible();
});

test("has no fault that axe knows while a call goes on", async ({ page }) => {
  const call = await startLiveCall("Heldfast Air", "+13125550142");
  await page.goto(`/calls/${call.id}`);
  await call.goOn(4);
  await expect(page.getByRole("button", { name: "End call" })).toBeEnabled();
  await expectNoFault(page);
  await page.getByRole("button", { name: "End call" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End call" }).click();
  await expect(page.getByText("Ended by us", { exact: true })).toBeVisible();
});

import { expectNoFault } from "../support/axe";
import { bookByHand, commandCalendar, findSlots, listBookings } from "../support/calendar";
import { expect, type Page, test } from "../support/test";

/** The business clock runs ten hours a minute here: what is used must still be ahead when the last test ends. */
const DAYS_AHEAD = 25;

const ZONE = "America/New_York";

interface Demo {
  readonly name: string;
  readonly email: string;
  readonly uid: string;
  readonly start: Date;
}

/** Free times of one day that nobody has booked yet. */
let spare: Date[] = [];
let moved: Demo;
let byHand: Demo;
let dropped: Demo;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  const slots = await findSlots(DAYS_AHEAD);
  const dayOf = (slot: Date) => slot.toISOString().slice(0, 10);
  // The first day may be half over.
  const day = slots.map(dayOf).find((date) => date !== dayOf(slots[0] ?? new Date(0)));
  const [first, second, third, ...rest] = slots.filter((slot) => dayOf(slot) === day);
  if (!first || !second || !third || rest.length < 3) throw new Error("the calendar is too full");
  spare = rest;
  const book = async (name: string, start: Date): Promise<Demo> => {
    const email = `${name.toLowerCase().replace(" ", ".")}@appointments.example`;
    return { name, email, start, uid: await bookByHand(name, email, start) };
  };
  moved = await book("Nora Ahead", first);
  byHand = await book("Hank Byhand", second);
  dropped = await book("Carla Offcall", third);
});

function timeOf(at: Date): string {
  return at.toLocaleTimeString("en-US", { timeZone: ZONE, hour: "numeric", minute: "2-digit" });
}

/** A demo's block in the week, by the state it shows. */
function block(page: Page, demo: Demo, state: string) {
  return page.getByRole("button", { name: `${state}: ${demo.name}` });
}

async function openWeek(page: Page): Promise<void> {
  await page.goto(`/appointments?view=week&week=${moved.start.toISOString().slice(0, 10)}`);
  await expect(block(page, dropped, "Accepted")).toBeVisible();
}

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

test("keeps tab, status and view in the address", async ({ page }) => {
  await page.goto("/appointments");
  await page.getByRole("tab", { name: "Past" }).click();
  await expect(page).toHaveURL(/when=past/);
  await page.getByRole("button", { name: "Rejected" }).click();
  await expect(page.getByRole("heading", { name: "No demos with this status" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("tab", { name: "Past" })).toHaveAttribute("data-state", "active");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).not.toHaveURL(/status=/);
  await page.getByRole("button", { name: "Week" }).click();
  await expect(page).toHaveURL(/view=week/);
});

test("shows the same demos in the week, on both clocks, and turns weeks by keyboard", async ({
  page,
}) => {
  await page.goto("/appointments");
  const item = page.getByRole("listitem").filter({ hasText: moved.email });
  await expect(item).toContainText(timeOf(moved.start).replace(/\s/, " "));
  await openWeek(page);
  const heading = page.getByRole("heading", { level: 2 });
  const week = await heading.textContent();
  await expect(block(page, moved, "Accepted")).toContainText(
    /\d:\d\d\s[AP]M · \d{1,2}:\d\d\s[AP]M M[SD]T/,
  );
  await page.keyboard.press("ArrowRight");
  await expect(heading).not.toHaveText(week ?? "");
  await expect(block(page, moved, "Accepted")).toBeHidden();
  await page.keyboard.press("ArrowLeft");
  await expect(heading).toHaveText(week ?? "");
  await expect(block(page, moved, "Accepted")).toBeVisible();
  await page.keyboard.press("t");
  await expect(page).not.toHaveURL(/week=\d/);
  await page.keyboard.press("l");
  await expect(page.getByRole("tab", { name: "Upcoming" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Appointments as a week");
});

test("moves a demo to another free time, in the calendar too", async ({ page }) => {
  await openWeek(page);
  await block(page, moved, "Accepted").click();
  const drawer = page.getByRole("dialog", { name: moved.name });
  await expect(drawer).toContainText("for them");
  await drawer.getByRole("button", { name: "Reschedule…" }).click();
  const dialog = page.getByRole("dialog", { name: `Reschedule the demo with ${moved.name}` });
  const goal = spare.at(-1) ?? moved.start;
  await dialog.getByRole("radio", { name: timeOf(goal) }).click();
  await dialog.getByRole("button", { name: /^Move to / }).click();
  await expect(dialog).toBeHidden();
  // The drawer follows the demo to its new booking.
  await expect(drawer).toContainText("Moved from");
  await page.keyboard.press("Escape");
  await expect(block(page, moved, "Accepted")).toContainText(timeOf(goal));
  await expect(block(page, moved, "Rescheduled")).toContainText(timeOf(moved.start));
  const ofAttendee = (await listBookings()).filter((one) => one.attendee.email === moved.email);
  expect(ofAttendee).toMatchObject([
    { uid: moved.uid, status: "cancelled" },
    { status: "accepted", rescheduledFromUid: moved.uid },
  ]);
  expect(new Date(ofAttendee[1]?.start ?? 0)).toEqual(goal);
});

test("moves on the page what somebody moves by hand in the calendar", async ({ page }) => {
  await openWeek(page);
  await expect(block(page, byHand, "Accepted")).toContainText(timeOf(byHand.start));
  const goal = spare[0] ?? byHand.start;
  await commandCalendar({ do: "host-reschedule", uid: byHand.uid, start: goal.toISOString() });
  await expect(block(page, byHand, "Accepted")).toContainText(timeOf(goal));
  await expect(block(page, byHand, "Rescheduled")).toContainText(timeOf(byHand.start));
});

test("cancels a demo with a reason, in the calendar too", async ({ page }) => {
  await page.goto("/appointments");
  await page.getByRole("button", { name: `Actions for ${dropped.name}` }).click();
  await page.getByRole("menuitem", { name: "Cancel the demo…" }).click();
  const dialog = page.getByRole("dialog", { name: `Cancel the demo with ${dropped.name}?` });
  const confirm = dialog.getByRole("button", { name: "Cancel the demo" });
  await confirm.click();
  await expect(dialog.getByText(/only with a reason/)).toBeVisible();
  await dialog.getByLabel("Reason").fill("The owner is ill.");
  await confirm.click();
  await expect(dialog).toBeHidden();
  const item = page.getByRole("listitem").filter({ hasText: dropped.email });
  await expect(item).toContainText("Cancelled");
  await expect(item).toContainText("Reason: The owner is ill.");
  const booking = (await listBookings()).find((one) => one.uid === dropped.uid);
  expect(booking).toMatchObject({ status: "cancelled", cancellationReason: "The owner is ill." });
});

test("has no fault that axe knows in the drawer and the dialog over it", async ({ page }) => {
  await page.goto(`/appointments?view=week&week=${moved.start.toISOString().slice(0, 10)}`);
  await block(page, byHand, "Accepted").click();
  const drawer = page.getByRole("dialog", { name: byHand.name });
  await expect(drawer).toContainText("for them");
  await expectNoFault(page);
  await drawer.getByRole("button", { name: "Reschedule…" }).click();
  await expect(page.getByRole("radio").first()).toBeVisible();
  await expectNoFault(page);
  await page.keyboard.press("Escape");
  // The drawer takes no key before the dialog over it is gone.
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
});

import pg from "pg";
import { morningZone } from "../support/hours";
import { SYSTEM, setAutomation } from "../support/system";
import { expect, type Page, test } from "../support/test";

const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });

test.beforeAll(() => database.connect());
test.afterAll(() => database.end());

test.beforeAll(() => setAutomation(true));
// The leads that later tests add are theirs: nobody else calls them.
test.afterAll(() => setAutomation(false));

test("switches off and on, and tells every open page", async ({ page, context }) => {
  await page.goto("/automation");
  const other = await context.newPage();
  await other.goto("/automation");
  await expect(page.getByRole("heading", { name: "Automation is on" })).toBeVisible();
  await page.getByRole("switch").click();
  await expect(page.getByRole("heading", { name: "Automation is off" })).toBeVisible();
  await expect(other.getByRole("heading", { name: "Automation is off" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Run now" })).toBeDisabled();
  await page.getByRole("switch").click();
  const question = page.getByRole("alertdialog");
  const heading = page.getByRole("heading", { name: "Automation is on" });
  await expect(question.or(heading).first()).toBeVisible();
  if (await question.isVisible()) await question.getByRole("button", { name: "Switch on" }).click();
  await expect(heading).toBeVisible();
  await expect(other.getByRole("heading", { name: "Automation is on" })).toBeVisible();
});

test("holds limits within the law and keeps what is valid", async ({ page }) => {
  await page.goto("/automation");
  const batch = page.getByLabel("Calls per run");
  await expect(batch).toBeEnabled();
  const other = (await batch.inputValue()) === "7" ? "8" : "7";
  await batch.fill("500");
  await page.getByLabel("Calls from").fill("07:00");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Calls per run must be a whole number from 1 to 100.")).toBeVisible();
  await expect(page.getByText(/the law allows calls only between/i)).toBeVisible();
  await batch.fill(other);
  await page.getByLabel("Calls from").fill("09:30");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved")).toBeVisible();
  await page.reload();
  await expect(batch).toHaveValue(other);
  const plan = new RegExp(`up to ${other} due leads, Mon–Fri, 9:30\\sAM to`);
  await expect(page.getByText(plan)).toBeVisible();
});

test("runs by hand and lists the run", async ({ page }) => {
  await page.goto("/automation");
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByText(/calls? placed|No lead is due now/).first()).toBeVisible();
  await expect(page.getByText(/started by hand/).first()).toBeVisible();
});

test("leads from figures to the rows behind them", async ({ page }) => {
  await page.goto("/automation");
  await page.getByRole("link", { name: /^Not interested/ }).click();
  await expect(page).toHaveURL(/\/leads\?status=not_interested/);
  await expect(page.getByRole("button", { name: /^Not interested/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("shows where all leads stand, in numbers that add up", async ({ page }) => {
  await page.goto("/automation");
  const sum = await page.getByText(/^[\d,]+ leads = /).textContent();
  const [total, ...parts] = (sum ?? "")
    .split(/ = | \+ /)
    .map((part) => Number(part.split(" ")[0]?.replaceAll(",", "")));
  expect(total).toBeGreaterThan(0);
  expect(parts.reduce((left, part) => left + part, 0)).toBe(total);
  await page.getByRole("button", { name: "Show the leads as a table" }).click();
  const all = page.getByRole("region", { name: "Leads of each step" }).getByRole("row");
  await expect(all.filter({ hasText: "All leads" })).toContainText(String(total));
  await expect(all.filter({ hasText: "24-hour limit" })).toBeVisible();
});

test("shows what a change of limits would mean before it is saved", async ({ page }) => {
  await page.goto("/automation");
  const hours = page.getByLabel("Hours between attempts");
  const preview = page.getByRole("region", { name: "What would change" });
  await expect(hours).toBeEnabled();
  await expect(preview).toBeHidden();
  await hours.fill(String(Number(await hours.inputValue()) + 1));
  await expect(preview).toContainText(/callable now|can be called/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(preview).toBeHidden();
});

test("looks ahead as far as it is asked to", async ({ page }) => {
  await page.goto("/automation");
  await page.getByRole("button", { name: "14 days" }).click();
  await expect(page.getByText(/within 14 days/)).toBeVisible();
  await expect(page.getByText(/^Assuming that \d+% answer/)).toBeVisible();
});

test.describe("with leads of its own", () => {
  const CALLED = "Zenith Test Heating";
  const STOPPED = "Zenith Test Silence";
  const PHONES = { [CALLED]: "+17705550181", [STOPPED]: "+17705550182" };

  test.describe.configure({ mode: "serial", timeout: 240_000 });
  test.beforeAll(async () => {
    // Long hours on all days, and it is morning where the leads are: no test waits for a night to pass.
    await database.query(
      "update settings set calling_days = '{1,2,3,4,5,6,7}', calling_start = '08:00', calling_end = '21:00'",
    );
    for (const [company, phone] of Object.entries(PHONES)) await addLead(company, phone);
  });
  test.afterAll(async () => {
    await control({ do: "clear" });
    await database.query(
      "update settings set calling_days = '{1,2,3,4,5}', calling_start = '09:30', calling_end = '17:00'",
    );
    await database.query("update provider_pauses set ended_at = started_at where ended_at is null");
  });

  test("does not call a lead that was suppressed by hand, and says why", async ({ page }) => {
    await page.goto(`/leads?q=${encodeURIComponent(STOPPED)}`);
    await page.getByRole("button", { name: /^Actions/ }).click();
    await page.getByRole("menuitem", { name: "Do not call" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Do not call" }).click();
    await expect(page.getByText("1 lead put on the do-not-call list")).toBeVisible();
    await setReview(STOPPED, null);
    await expect(page.getByRole("cell", { name: "Do not call" })).toBeVisible();
    await page.getByRole("button", { name: STOPPED, exact: true }).click();
    const drawer = page.getByRole("dialog", { name: STOPPED });
    await expect(drawer).toContainText("Not called: On the do-not-call list by its number");
    await expect(drawer).toContainText("Not possible before somebody changes that.");
  });

  test("pauses when the provider is out of credits, says so everywhere, and resumes", async ({
    page,
  }) => {
    await control({ do: "state", state: "out-of-credits", isOn: true });
    await setReview(CALLED, null);
    await page.goto("/automation");
    const pause = page.getByRole("heading", { name: "Vapi is out of credits" });
    await expect(pause).toBeVisible({ timeout: 200_000 });
    await expect(page.getByText("Top up at the Vapi dashboard, then press Resume.")).toBeVisible();
    await expect(pill(page)).toContainText("Paused: out of credits");
    // Nobody is due: otherwise a probe might end the pause before the button does.
    await setReview(CALLED, "Held for the test.");
    await control({ do: "state", state: "out-of-credits", isOn: false });
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("Resumed")).toBeVisible();
    await expect(pause).toBeHidden();
    await expect(pill(page)).not.toContainText("Paused");
    await setReview(CALLED, null);
    await expect.poll(() => countCalls(PHONES[CALLED]), { timeout: 200_000 }).toBeGreaterThan(0);
    expect(await countCalls(PHONES[STOPPED])).toBe(0);
  });
});

function pill(page: Page) {
  return page.getByRole("banner").getByRole("link", { name: /Automation/ });
}

/** Under the law of Georgia, which asks for no registration; held until the test lets it go. */
async function addLead(company: string, phone: string): Promise<void> {
  const { rows } = await database.query(
    `insert into leads (team_id, company_name, phone, email, timezone, timezone_source, states, review_reason)
     select id, $1, $2, $3, $4, 'zip', '{GA}', 'Held for the test.' from teams order by created_at limit 1
     returning id, team_id`,
    // Of its own: a suppression holds for everybody with the address.
    [company, phone, `${company.replaceAll(" ", ".")}@zenith.example`.toLowerCase(), morningZone()],
  );
  await database.query(
    `insert into consents (team_id, lead_id, phone, basis, text_shown, attested_at)
     values ($1, $2, $3, 'written', 'They agreed to be called.', now())`,
    [rows[0].team_id, rows[0].id, phone],
  );
}

async function setReview(company: string, reason: string | null): Promise<void> {
  await database.query("update leads set review_reason = $2 where company_name = $1", [
    company,
    reason,
  ]);
}

async function countCalls(phone: string): Promise<number> {
  const { rows } = await database.query(
    "select count(*)::int as n from calls where phone = $1 and state in ('placed', 'ended')",
    [phone],
  );
  return rows[0].n;
}

/** Switches the phone provider's stand-in. */
async function control(command: object): Promise<void> {
  const response = await fetch(`${SYSTEM.standInsUrl}/vapi/_control`, {
    method: "POST",
    body: JSON.stringify(command),
  });
  if (!response.ok) throw new Error(`the stand-in refused: ${await response.text()}`);
}

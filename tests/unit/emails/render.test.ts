import { describe, expect, test } from "vitest";
import { renderEmail } from "@/emails/render";

const footer = {
  senderName: "Acme & Sons",
  postalAddress: "1 Main Street, Springfield, IL 62701",
  unsubscribeUrl: "https://app.example/u/0123456789abcdef",
};
const appointment = {
  team_name: "Acme & Sons",
  customer_name: "Pat <Lee>",
  start_time: "2026-03-03T16:00:00+00:00",
  end_time: "2026-03-03T16:30:00+00:00",
  timezone: "America/Chicago",
  meeting_url: "https://app.cal.com/video/x?a=1&b=2",
  is_change: false,
};
const noAnswer = { team_name: "Acme & Sons", company_name: "Lee Heating", contact_name: null };

describe("the appointment's confirmation", () => {
  test("says when in the attendee's zone, and where", async () => {
    const mail = await renderEmail("appointment_confirmation", appointment, footer);
    expect(mail.subject).toBe("Your demo with Acme & Sons on Tuesday, March 3, 2026");
    for (const body of [mail.html, mail.text]) {
      expect(body).toContain("Tuesday, March 3, 2026");
      expect(body).toContain("10:00 AM to 10:30 AM Central Time");
      expect(body).toContain("Cal.com");
    }
    expect(mail.html).toContain('href="https://app.cal.com/video/x?a=1&amp;b=2"');
    expect(mail.text).toContain("https://app.cal.com/video/x?a=1&b=2");
    expect(mail.html).toContain("Pat &lt;Lee&gt;");
    expect(mail.text).toContain("Hello Pat <Lee>,");
  });

  test("is right on the day that clocks change", async () => {
    const times = { start_time: "2026-03-08T15:00:00Z", end_time: "2026-03-08T15:30:00Z" };
    const mail = await renderEmail(
      "appointment_confirmation",
      { ...appointment, ...times },
      footer,
    );
    expect(mail.text).toContain("10:00 AM to 10:30 AM Central Time");
  });

  test("says so when the demo has moved", async () => {
    const moved = { ...appointment, is_change: true };
    const mail = await renderEmail("appointment_confirmation", moved, footer);
    expect(mail.subject).toContain("has moved to Tuesday, March 3, 2026");
    expect(mail.text).toContain("Your demo has moved");
  });

  test("does without name, zone and link", async () => {
    const bare = { ...appointment, customer_name: null, timezone: null, meeting_url: null };
    const mail = await renderEmail("appointment_confirmation", bare, footer);
    expect(mail.text).toContain("4:00 PM to 4:30 PM Coordinated Universal Time");
    expect(mail.html).not.toContain("Join the meeting");
  });
});

test("the follow-up names both companies", async () => {
  const mail = await renderEmail("no_answer_follow_up", noAnswer, footer);
  expect(mail.subject).toBe("Acme & Sons tried to reach Lee Heating");
  expect(mail.text).toContain("Hello,");
  const named = { ...noAnswer, contact_name: "Pat" };
  expect((await renderEmail("no_answer_follow_up", named, footer)).text).toContain("Hello Pat,");
});

describe.each([
  ["appointment_confirmation", appointment],
  ["no_answer_follow_up", noAnswer],
] as const)("every e-mail: %s", (kind, variables) => {
  test("carries sender, postal address and a way out, in both versions", async () => {
    const mail = await renderEmail(kind, variables, footer);
    expect(mail.html).toContain("Acme &amp; Sons");
    expect(mail.html).toContain(`href="${footer.unsubscribeUrl}"`);
    expect(mail.text).toContain(footer.unsubscribeUrl);
    expect(mail.html).toContain(footer.postalAddress);
    expect(mail.text).toContain(footer.postalAddress);
    expect(mail.text).not.toMatch(/<\/?[a-z]+[ >]|undefined|null|NaN/);
  });

  test("has the same bytes every time", async () => {
    expect(await renderEmail(kind, variables, footer)).toEqual(
      await renderEmail(kind, { ...variables }, { ...footer }),
    );
  });

  test("has a subject of one line, whatever was stored", async () => {
    const odd = { ...variables, team_name: "Evil\r\nBcc: all@world.example" };
    const { subject } = await renderEmail(kind, odd, footer);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test("is refused when what is stored does not fit", async () => {
    await expect(renderEmail(kind, { team_name: 7 }, footer)).rejects.toThrow();
  });
});

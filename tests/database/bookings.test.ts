import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createLead, createTeam, newPhone, one } from "../support/database-actors";
import {
  applyBooking,
  type Booking,
  leadInCall,
  minutesLater,
  NOW,
  read,
  settle,
} from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 12);

/** Ten callers at the same time, each on a connection of its own. */
function tenTimes<T>(work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: 10 }, (_, index) => work(index)));
}

async function appointments(team: string) {
  const { rows } = await pool.query<{ uid: string; status: string }>(
    "select cal_booking_uid as uid, status from appointments where team_id = $1 order by 1",
    [team],
  );
  return rows.map((row) => `${row.uid} ${row.status}`);
}

async function emails(team: string) {
  const { rows } = await pool.query<{ state: string; uid: string }>(
    "select e.state, a.cal_booking_uid as uid from emails e join appointments a on a.id = e.appointment_id where e.team_id = $1 order by 2",
    [team],
  );
  return rows.map((row) => `${row.uid} ${row.state}`);
}

const moved = (from: string, to: string): Booking => ({
  uid: to,
  status: "accepted",
  previous_uid: from,
  event_at: minutesLater(5),
});

describe("a booking belongs to", () => {
  test("the team and lead of the call in which it was made", async () => {
    const team = await createTeam(pool);
    const call = await leadInCall(pool, team);
    const result = await applyBooking(pool, {
      uid: "own",
      status: "accepted",
      call_id: call.call_id,
    });
    expect(result).toMatchObject([{ team_id: team, lead_id: call.lead_id, status: "accepted" }]);
  });

  test("the lead with the attendee's number, before the one with the address", async () => {
    const team = await createTeam(pool);
    const byEmail = await createLead(pool, team);
    const byPhone = await createLead(pool, team);
    const attendee = { attendee_email: byEmail.email.toUpperCase() };
    const both = { ...attendee, attendee_phone: byPhone.phone };
    expect(await applyBooking(pool, { uid: "e", status: "accepted", ...attendee })).toMatchObject([
      { lead_id: byEmail.id },
    ]);
    expect(await applyBooking(pool, { uid: "p", status: "accepted", ...both })).toMatchObject([
      { lead_id: byPhone.id },
    ]);
    expect(await read(pool, "leads", byPhone.id)).toMatchObject({ status: "scheduled" });
  });

  test("nobody when a stranger books and several teams could be meant", async () => {
    const stranger = { attendee_phone: newPhone(), attendee_email: "stranger@else.example" };
    const booking: Booking = { uid: "stranger", status: "accepted", ...stranger };
    expect(await applyBooking(pool, booking)).toEqual([]);
    const { rows } = await pool.query(
      "select from appointments where cal_booking_uid = 'stranger'",
    );
    expect(rows).toEqual([]);
  });

  test("the only team when a stranger books, and to no lead", async () => {
    const alone = openPool(await openTestDatabase(), 1);
    const team = await createTeam(alone);
    const booking: Booking = { uid: "stranger", status: "accepted" };
    expect(await applyBooking(alone, booking)).toMatchObject([{ team_id: team, lead_id: null }]);
  });
});

describe("what a booking does", () => {
  test.each(["pending", "no_answer", "not_interested"])(
    "schedules a lead that was %s, and mails one confirmation",
    async (status) => {
      const team = await createTeam(pool);
      const lead = await createLead(pool, team, { status, review_reason: "Look." });
      const uid = `schedules-${status}`;
      const booking: Booking = { uid, status: "accepted", attendee_phone: lead.phone };
      await tenTimes(() => applyBooking(pool, booking));
      expect(await read(pool, "leads", lead.id)).toMatchObject({
        status: "scheduled",
        review_reason: null,
      });
      expect(await emails(team)).toEqual([`${uid} queued`]);
    },
  );

  test("leaves a lead alone while it is being called", async () => {
    const team = await createTeam(pool);
    const call = await leadInCall(pool, team);
    await applyBooking(pool, { uid: "in-call", status: "accepted", call_id: call.call_id });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "calling" });
    await settle(pool, call.call_id, { outcome: "voicemail" });
    expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "scheduled" });
  });

  test.each(["cancelled", "rejected"] as const)(
    "%s: a person decides about the lead, and the mail is not sent",
    async (status) => {
      const team = await createTeam(pool);
      const lead = await createLead(pool, team);
      const attendee = { uid: status, attendee_phone: lead.phone };
      await applyBooking(pool, { ...attendee, status: "accepted" });
      const later = { event_at: minutesLater(9), cancellation_reason: "No time" };
      await applyBooking(pool, { ...attendee, ...later, status });
      expect(await read(pool, "leads", lead.id)).toMatchObject({
        status: "pending",
        review_reason: `The demo was ${status}: No time`,
      });
      expect(await emails(team)).toEqual([`${status} cancelled`]);
    },
  );

  test("repeated late does not undo what a person decided", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const attendee = { uid: "late", attendee_phone: lead.phone };
    const cancellation: Booking = { ...attendee, status: "cancelled", event_at: minutesLater(9) };
    await applyBooking(pool, { ...attendee, status: "accepted" });
    await applyBooking(pool, cancellation);
    await pool.query("update leads set status = 'scheduled', review_reason = null where id = $1", [
      lead.id,
    ]);
    await applyBooking(pool, cancellation);
    await applyBooking(pool, { ...attendee, status: "accepted" });
    expect(await read(pool, "leads", lead.id)).toMatchObject({
      status: "scheduled",
      review_reason: null,
    });
  });

  test("a demo that is over does not schedule its lead", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const past = { start: minutesLater(-90), end: minutesLater(-60), attendee_phone: lead.phone };
    await applyBooking(pool, { uid: "past", status: "accepted", ...past });
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "pending" });
  });

  test("a moved demo keeps the lead scheduled and mails about the last time only", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const first: Booking = { uid: "one", status: "accepted", attendee_phone: lead.phone };
    for (const booking of [first, moved("one", "two"), moved("two", "three")]) {
      await applyBooking(pool, booking);
    }
    expect(await appointments(team)).toEqual([
      "one rescheduled",
      "three accepted",
      "two rescheduled",
    ]);
    expect(await emails(team)).toEqual(["one cancelled", "three queued", "two cancelled"]);
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "scheduled" });
  });
});

describe("deliveries at the same time", () => {
  test("of two bookings of one lead do not block each other", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    await tenTimes((index) =>
      applyBooking(pool, { uid: `same-${index}`, status: "accepted", attendee_phone: lead.phone }),
    );
    expect(await appointments(team)).toHaveLength(10);
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "scheduled" });
  });

  test("of a booking and its successors leave one demo standing", async () => {
    const team = await createTeam(pool);
    for (let round = 0; round < 5; round += 1) {
      const lead = await createLead(pool, team);
      const attendee = { attendee_phone: lead.phone };
      const [a, b, c] = [`${round}-a`, `${round}-b`, `${round}-c`];
      await Promise.all(
        [moved(b, c), moved(a, b), { uid: a, status: "accepted" } satisfies Booking].map(
          (booking) => applyBooking(pool, { ...attendee, ...booking }),
        ),
      );
      const { rows } = await pool.query(
        "select cal_booking_uid as uid from appointments where lead_id = $1 and status = 'accepted'",
        [lead.id],
      );
      expect(rows).toEqual([{ uid: c }]);
    }
  });

  test("of the booking and the report of one call agree", async () => {
    for (let round = 0; round < 5; round += 1) {
      const team = await createTeam(pool);
      const call = await leadInCall(pool, team, { columns: { call_attempts: 2 } });
      await Promise.all([
        settle(pool, call.call_id, { outcome: "no_answer" }),
        applyBooking(pool, { uid: call.call_id, status: "accepted", call_id: call.call_id }),
      ]);
      expect(await read(pool, "calls", call.call_id)).toMatchObject({ outcome: "booked" });
      expect(await read(pool, "leads", call.lead_id)).toMatchObject({ status: "scheduled" });
    }
  });
});

describe("a no-show", () => {
  let count = 0;

  async function attended() {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    count += 1;
    const uid = `no-show-${count}`;
    const attendee = { attendee_phone: lead.phone, attendee_email: lead.email };
    await applyBooking(pool, { uid, status: "accepted", ...attendee });
    const mark = async (attendees: object[], eventAt = minutesLater(10)) =>
      one(
        await pool.query<{ result: string }>("select mark_no_show($1, $2, $3, $4) as result", [
          uid,
          JSON.stringify(attendees),
          eventAt,
          NOW,
        ]),
      ).result;
    const isNoShow = async () =>
      one(
        await pool.query<{ is_no_show: boolean }>(
          "select is_no_show from appointments where cal_booking_uid = $1",
          [uid],
        ),
      ).is_no_show;
    return { lead, mark, isNoShow };
  }

  test("is recorded once, and can be taken back", async () => {
    const { lead, mark, isNoShow } = await attended();
    const email = lead.email.toUpperCase();
    expect(await mark([{ email, noShow: true }])).toBe("changed");
    expect(await mark([{ email, noShow: true }])).toBe("unchanged");
    expect(await mark([{ email, noShow: false }], minutesLater(11))).toBe("changed");
    expect(await isNoShow()).toBe(false);
    const { rows } = await pool.query(
      "select detail from activity where lead_id = $1 and kind = 'appointment.no_show' order by created_at",
      [lead.id],
    );
    expect(rows).toHaveLength(2);
  });

  test("is what the newest word says, in whatever order the words come", async () => {
    const { lead, mark, isNoShow } = await attended();
    const { email } = lead;
    await mark([{ email, noShow: false }], minutesLater(12));
    expect(await mark([{ email, noShow: true }], minutesLater(11))).toBe("unchanged");
    expect(await isNoShow()).toBe(false);
  });

  test("of a guest is not the customer's", async () => {
    const { lead, mark, isNoShow } = await attended();
    const guest = { email: "guest@else.example", noShow: true };
    expect(await mark([guest])).toBe("unlisted");
    expect(await mark([guest, { email: lead.email, noShow: false }])).toBe("unchanged");
    expect(await isNoShow()).toBe(false);
  });

  test("of a booking that nobody knows is not lost silently", async () => {
    const { rows } = await pool.query(
      "select mark_no_show('nobody', '[{\"noShow\": true}]', now(), now()) as result",
    );
    expect(rows).toEqual([{ result: "unknown" }]);
  });
});

describe("of two words about a booking the newer counts", () => {
  const words = [
    {
      event_at: minutesLater(5),
      title: "Old",
      cancellation_reason: "Old",
      attendee_timezone: "UTC",
    },
    { event_at: minutesLater(6), title: "New", cancellation_reason: "New" },
  ];

  test.each([
    ["in order", [0, 1]],
    ["the other way round", [1, 0]],
  ])("%s", async (name, order) => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const uid = `words ${name}`;
    for (const index of [...order, ...order]) {
      await applyBooking(pool, {
        uid,
        status: "cancelled",
        attendee_phone: lead.phone,
        ...words[index],
      });
    }
    const { rows } = await pool.query(
      "select title, cancellation_reason, attendee_timezone from appointments where cal_booking_uid = $1",
      [uid],
    );
    expect(rows).toEqual([
      { title: "New", cancellation_reason: "New", attendee_timezone: "America/Chicago" },
    ]);
  });

  test("but only Cal.com's own record, changed later, revives what was final", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const attendee = { uid: "revived", attendee_phone: lead.phone };
    const status = async (booking: Pick<Booking, "status"> & Record<string, unknown>) =>
      (await applyBooking(pool, { ...attendee, ...booking }))[0]?.status;
    expect(await status({ status: "cancelled", event_at: minutesLater(5) })).toBe("cancelled");
    const accepted = { status: "accepted", event_at: minutesLater(6) } as const;
    expect(await status(accepted)).toBe("cancelled");
    expect(await status({ ...accepted, event_at: minutesLater(5), is_truth: true })).toBe(
      "cancelled",
    );
    expect(await status({ ...accepted, event_at: minutesLater(7), is_truth: true })).toBe(
      "accepted",
    );
    expect(await read(pool, "leads", lead.id)).toMatchObject({ status: "scheduled" });
  });
});

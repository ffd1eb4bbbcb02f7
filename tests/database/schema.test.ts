import { beforeAll, describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  type Column,
  listForeignKeysWithoutIndex,
  listTables,
  readColumns,
  readIndexes,
} from "../support/database-catalogue";

const database = await openTestDatabase();
const pool = openPool(database, 2);

const text: Column = { type: "text", isRequired: false, default: null };
const requiredText: Column = { ...text, isRequired: true };
const time: Column = { type: "timestamp with time zone", isRequired: false, default: null };
const requiredTime: Column = { ...time, isRequired: true };
const stamp: Column = { ...requiredTime, default: "now()" };
const integer = (value: number): Column => ({
  type: "integer",
  isRequired: true,
  default: String(value),
});

/** What the project's specification fixes, name by name. */
const SPECIFIED_COLUMNS: Readonly<Record<string, Column>> = {
  "leads.id": { type: "uuid", isRequired: true, default: "uuid_generate_v4()" },
  "leads.company_name": requiredText,
  "leads.phone": requiredText,
  "leads.email": requiredText,
  "leads.status": {
    type: "lead_status",
    isRequired: true,
    default: "'pending'::lead_status",
  },
  "leads.call_attempts": integer(0),
  "leads.last_called_at": time,
  "leads.created_at": stamp,
  "leads.updated_at": stamp,
  "settings.automation_enabled": { type: "boolean", isRequired: true, default: "false" },
  "settings.max_calls_batch": integer(5),
  "settings.retry_interval": integer(4),
  "settings.max_attempts": integer(3),
  "appointments.cal_booking_uid": requiredText,
  "appointments.customer_name": text,
  "appointments.customer_email": text,
  "appointments.customer_phone": text,
  "appointments.start_time": requiredTime,
  "appointments.end_time": requiredTime,
  "appointments.status": requiredText,
  "appointments.cancellation_reason": text,
};

const SPECIFIED_INDEXES: Readonly<Record<string, string>> = {
  idx_leads_status: "leads (team_id, status, id)",
  idx_leads_last_called_at: "leads (team_id, last_called_at, id)",
  idx_appointments_cal_booking_uid: "appointments (cal_booking_uid)",
  idx_appointments_status: "appointments (status)",
};

describe("what the specification fixes", () => {
  let columns: Map<string, Column>;
  let indexes: Map<string, string>;

  beforeAll(async () => {
    columns = await readColumns(pool);
    indexes = await readIndexes(pool);
  });

  test.each(Object.entries(SPECIFIED_COLUMNS))("column %s", (name, expected) => {
    expect(columns.get(name)).toEqual(expected);
  });

  test.each(Object.entries(SPECIFIED_INDEXES))("index %s", (name, expected) => {
    expect(indexes.get(name)).toBe(expected);
  });

  test("a lead's status is one of five", async () => {
    const { rows } = await pool.query(
      "select unnest(enum_range(null::lead_status))::text as status",
    );
    expect(rows.map((row) => row.status)).toEqual([
      "pending",
      "calling",
      "no_answer",
      "scheduled",
      "not_interested",
    ]);
  });

  test("a booking uid is one appointment", async () => {
    const { rows } = await pool.query(
      "select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'appointments'::regclass and contype = 'u'",
    );
    expect(rows).toEqual([{ rule: "UNIQUE (cal_booking_uid)" }]);
  });
});

describe("every table", () => {
  test("has a uuid key and both time stamps", async () => {
    const columns = await readColumns(pool);
    for (const table of await listTables(pool)) {
      expect(columns.get(`${table}.id`), table).toEqual(SPECIFIED_COLUMNS["leads.id"]);
      expect(columns.get(`${table}.created_at`), table).toEqual(stamp);
      expect(columns.get(`${table}.updated_at`), table).toEqual(stamp);
    }
  });

  test("keeps updated_at by a trigger", async () => {
    const { rows } = await pool.query<{ name: string }>(`
      select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where t.tgfoid = 'private.touch_updated_at()'::regprocedure and pg_get_triggerdef(t.oid) like '%BEFORE UPDATE ON%FOR EACH ROW%'
      order by 1
    `);
    expect(rows.map((row) => row.name)).toEqual(await listTables(pool));
  });

  test("has an index for each of its foreign keys", async () => {
    expect(await listForeignKeysWithoutIndex(pool)).toEqual([]);
  });

  test("says what happens to its rows when what they point at goes", async () => {
    const { rows } = await pool.query(
      "select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype not in ('c', 'n')",
    );
    expect(rows).toEqual([]);
  });
});

test("updated_at moves when a row changes", async () => {
  const { rows } = await pool.query<{ id: string; updated_at: Date }>(
    "insert into teams (name, updated_at) values ('Before', '2020-01-01') returning id, updated_at",
  );
  const changed = await pool.query<{ updated_at: Date }>(
    "update teams set name = 'After' where id = $1 returning updated_at",
    [rows[0]?.id],
  );
  expect(changed.rows[0]?.updated_at.getTime()).toBeGreaterThan(Date.parse("2026-01-01"));
});

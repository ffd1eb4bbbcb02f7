import { expect, test } from "vitest";
import { leadFieldsSchema } from "@/lib/utils/lead-fields";
import { openPool, openTestDatabase } from "../support/database";

const pool = openPool(await openTestDatabase(), 1);

const GOOD = [
  "a@b.co",
  "pat.lee+hvac@cool-air.example",
  `${"a".repeat(64)}@b.co`,
  `a@${"b".repeat(60)}.${"c".repeat(60)}.co`,
  "!#$%&'*/=?^`{|}~-@b.co",
];
const BAD = [
  "",
  "a@b",
  "@b.co",
  "a@@b.co",
  "a@b@c.co",
  "a b@c.co",
  "a,b@c.co",
  "<a@b.co>",
  '"a"@b.co',
  "a@-b.co",
  "a@b-.co",
  "a@b..co",
  "a@.b.co",
  "a@b.co.",
  "a@b_c.co",
  `${"a".repeat(65)}@b.co`,
  `a@${"b.".repeat(127)}co`,
];

test.each([
  ...GOOD.map((address) => [address, true] as const),
  ...BAD.map((address) => [address, false] as const),
])("the table and the form judge %j alike", async (address, isGood) => {
  const { rows } = await pool.query("select private.is_email($1) as is_email", [address]);
  expect(rows[0].is_email).toBe(isGood);
  const fields = { companyName: "Ace", phone: "205-555-0101", email: address };
  // The form takes an address out of its brackets first.
  if (!address.startsWith("<")) expect(leadFieldsSchema.safeParse(fields).success).toBe(isGood);
});

test("the table wants small letters", async () => {
  const { rows } = await pool.query("select private.is_email('A@b.co') as is_email");
  expect(rows[0].is_email).toBe(false);
});

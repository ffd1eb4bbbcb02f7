import type pg from "pg";
import { asUser, newPhone } from "./database-actors";
import { NOW } from "./database-calls";

/** A judged row as `import_lead_rows` takes it. */
export interface ImportRow {
  readonly n: number;
  readonly refusal?: string;
  readonly same_as?: number;
  readonly phone?: string;
  readonly cells: readonly string[];
}

export const goodRow = (n: number, phone = newPhone()): ImportRow => ({
  n,
  cells: ["Northside"],
  ...{ company_name: "Northside", email: `owner${phone.slice(1)}@hvac.example` },
  ...{ phone, custom: { Fleet: "12" } },
});

export const badRow = (n: number, refusal = "No phone number."): ImportRow => ({
  n,
  refusal,
  cells: [""],
});

const FILE = {
  file_name: "list.csv",
  columns: [{ header: "Company", target: "companyName" }],
  duplicate_policy: "skip",
  basis: "written",
  text_shown: "They agreed in writing.",
};

/** Begins imports and sends rows for a team, unless told otherwise as its member. */
export function importDesk(
  pool: pg.Pool,
  desk: { readonly teamId: string; readonly userId: string },
) {
  return {
    startImport(totalRows: number, choices = {}, userId = desk.userId, teamId = desk.teamId) {
      return asUser(pool, userId, async (client) => {
        const { rows } = await client.query<{ id: string }>(
          "select id from start_import($1, $2, $3)",
          [teamId, { ...FILE, total_rows: totalRows, ...choices }, NOW],
        );
        return rows[0]?.id ?? "";
      });
    },
    async send(importId: string, rows: readonly ImportRow[], userId = desk.userId) {
      const { rows: counts } = await asUser(pool, userId, (client) =>
        client.query("select * from import_lead_rows($1, $2, $3, $4)", [
          importId,
          rows[0]?.n,
          JSON.stringify(rows),
          NOW,
        ]),
      );
      return counts[0];
    },
  };
}

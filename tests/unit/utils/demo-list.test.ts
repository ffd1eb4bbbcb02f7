import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readRow } from "@/lib/utils/csv";
import { guessColumns } from "@/lib/utils/csv-columns";
import { readCsvBytes } from "@/lib/utils/csv-file";
import { deriveWhereabouts } from "@/lib/utils/lead-zone";

const LIST = new URL("../../../local/fixtures/hvac-companies.csv", import.meta.url);

describe("the list of the demo", () => {
  it("makes leads of all rows but three bad ones and three duplicates, each with a zone", async () => {
    const table = await readCsvBytes(await readFile(LIST));
    if (!table.isOk) throw new Error(table.reason);
    const columns = guessColumns(table.headers, table.rows);
    const results = table.rows.map((row) => readRow(row, columns));
    const leads = results.flatMap((result) => (result.isOk ? [result.lead] : []));
    const refusals = results.flatMap((result) => (result.isOk ? [] : [result.refusal]));
    expect(refusals).toHaveLength(3);
    const phones = new Set(leads.map((lead) => lead.phone));
    expect(leads.length - phones.size).toBe(3);
    const unplaced = leads.filter(
      (lead) => !deriveWhereabouts({ ...lead, timezoneFrom: "column" }).timezone,
    );
    expect(unplaced).toEqual([]);
  });
});

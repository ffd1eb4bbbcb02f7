import type pg from "pg";

/** Reads, through auto_explain, the plans of every statement that runs inside a function. */
export function readPlans(client: pg.Client) {
  let texts: string[] = [];
  client.on("notice", (notice) => {
    if (notice.message?.includes("plan:")) texts.push(notice.message);
  });
  return {
    /** Which large tables were read from end to end by `work`. */
    async whichScan(work: () => Promise<unknown>): Promise<string[]> {
      texts = [];
      await client.query("reset role");
      for (const setting of SETTINGS) await client.query(setting);
      await client.query("set role authenticated");
      await work();
      await client.query("reset role");
      await client.query("set auto_explain.log_min_duration = -1");
      await client.query("set client_min_messages = warning");
      await client.query("set role authenticated");
      const found = texts.flatMap((text) => [
        ...text.matchAll(/Seq Scan on (leads|lead_search|calls)\b/g),
      ]);
      if (texts.length === 0) throw new Error("no plan was logged");
      return [...new Set(found.map(([, table = ""]) => table))];
    },
  };
}

const SETTINGS = [
  "set auto_explain.log_min_duration = 0",
  "set auto_explain.log_nested_statements = on",
  "set auto_explain.log_level = notice",
  "set client_min_messages = notice",
];

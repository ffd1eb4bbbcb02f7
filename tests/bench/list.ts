import pg from "pg";
import { createTestDatabase } from "../../local/database/test-database";
import { describeServer, startBenchCluster } from "./claim/cluster";
import { type Bench, tell } from "./harness";
import { measureList } from "./list/measure";
import { report } from "./list/report";
import { seedList } from "./list/seed";

/** How long a page of a long list takes in the database, by every sort, filter and search, beside the plain query. */
export const listBench: Bench = {
  about: "pages of a long list; `npm run bench -- list [leads, default 1000000] [part of a name]`",
  async run([argument = "1000000", only = ""]) {
    const leads = Number(argument);
    const cluster = await startBenchCluster();
    try {
      const { adminUrl } = await createTestDatabase(cluster);
      const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
      // The server may close an idle connection while the pool is still ending it.
      admin.on("error", () => {});
      try {
        const server = await describeServer(admin);
        tell(`making ${leads.toLocaleString("en-US")} leads, which takes some minutes`);
        const seeded = await seedList(admin, leads);
        return report(leads, server, await measureList(adminUrl, seeded, only));
      } finally {
        await admin.end();
      }
    } finally {
      await cluster.stop();
    }
  },
};

import pg from "pg";
import { createTestDatabase, startTestSupabase } from "../../local/database/test-database";
import { describeServer, startBenchCluster } from "./claim/cluster";
import type { Bench, BenchResult } from "./harness";
import { copyAgain, type DatabaseImport, storeDirectly } from "./import/database";
import { writeFile } from "./import/file";
import { addTeam, connect } from "./import/team";
import { importWhole, readFile, type WholeImport } from "./import/whole";

interface Measured {
  readonly whole: WholeImport;
  readonly direct: DatabaseImport;
  readonly copySeconds: number;
  readonly peakMegabytes: number;
}

/** How long a large file takes from its bytes to stored leads, and the database's share beside COPY of the same leads. */
export const importBench: Bench = {
  about: "a large file of leads; `npm run bench -- import [rows, default 150000]`",
  async run([argument = "150000"]) {
    const rows = Number(argument);
    const cluster = await startBenchCluster();
    try {
      const database = await createTestDatabase(cluster);
      const pool = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
      // The server may close an idle connection while the pool is still ending it.
      pool.on("error", () => {});
      const supabase = await startTestSupabase(database);
      try {
        const server = await describeServer(pool);
        const measured = await measure(pool, supabase, rows);
        return report(rows, server, measured);
      } finally {
        await supabase.stop();
        await pool.end();
      }
    } finally {
      await cluster.stop();
    }
  },
};

async function measure(
  pool: pg.Pool,
  supabase: Awaited<ReturnType<typeof startTestSupabase>>,
  rowCount: number,
): Promise<Measured> {
  const { bytes, suppressed } = writeFile(rowCount);
  const memory = watchMemory();
  const team = await addTeam(pool, suppressed);
  const ctx = await connect(supabase, team.userId);
  const whole = await importWhole(ctx, team.teamId, bytes);
  const peakMegabytes = memory.stop();
  await pool.query("vacuum analyze");
  const file = readFile(bytes);
  const direct = await storeDirectly(pool, await addTeam(pool, suppressed), file);
  await pool.query("vacuum analyze");
  const copySeconds = await copyAgain(pool, direct.importId, await addTeam(pool, suppressed));
  return { whole, direct, copySeconds, peakMegabytes };
}

function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return peak / 1e6;
    },
  };
}

function report(rows: number, server: string, measured: Measured): BenchResult {
  const { whole, direct, copySeconds, peakMegabytes } = measured;
  const { progress } = whole;
  const ratio = direct.storeSeconds / copySeconds;
  return {
    notes: [
      server,
      `${rows} rows = ${progress.createdCount} created + ${progress.updatedCount} updated + ${progress.skippedCount} skipped + ${progress.refusedCount} refused; ${progress.suppressedCount} suppressed.`,
      "The whole: the page's parser and chunks, the route's schema and services, REST, three chunks in flight; browser, application and REST server share one process here.",
    ],
    figures: [
      { name: "file to stored leads", value: whole.storedSeconds, unit: "s" },
      { name: "and until they are in the list", value: whole.seconds, unit: "s" },
      { name: "of that, reading the file", value: whole.readSeconds, unit: "s" },
      { name: "judging the rows", value: direct.judgeSeconds, unit: "s" },
      { name: "storing them, in the database", value: direct.storeSeconds, unit: "s" },
      { name: "COPY of the same leads", value: copySeconds, unit: "s" },
      { name: "peak memory of the process", value: peakMegabytes, unit: "MB" },
    ],
    ratios: [
      { name: "database part / COPY", value: ratio, unit: "x" },
      { name: "file to stored leads / COPY", value: whole.storedSeconds / copySeconds, unit: "x" },
    ],
    goals: [
      { name: "the database part takes at most twice as long as COPY", isMet: ratio <= 2 },
      {
        name: "from the file to stored leads it takes at most 10 s",
        isMet: whole.storedSeconds <= 10,
      },
      {
        name: "every row is accounted for",
        isMet: progress.state === "finished" && progress.processedRows === rows,
      },
    ],
  };
}

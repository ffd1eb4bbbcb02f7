import { readFile } from "node:fs/promises";
import pg from "pg";
import type { TestDatabase } from "../../local/database/test-database";
import { openDoors } from "./app-doors";
import type { Progress } from "./cron-driver";
import { DatabaseDoor } from "./database-door";
import type { FinalState } from "./final-state";

/** A database that is made for simulations, and the application over it. */
export interface Laboratory {
  readonly admin: pg.Client;
  readonly database: DatabaseDoor;
  readonly doors: Awaited<ReturnType<typeof openDoors>>;
  readProgress(): Promise<Progress>;
  readFinalState(): Promise<FinalState>;
  close(): Promise<void>;
}

export async function openLaboratory({ adminUrl }: TestDatabase): Promise<Laboratory> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(await readFile(new URL("./laboratory.sql", import.meta.url), "utf8"));
  const database = await DatabaseDoor.open(adminUrl);
  const read = async <T>(what: string): Promise<T> => {
    const { rows } = await admin.query<{ value: T }>(`select simulation.${what}() as value`);
    const [row] = rows;
    if (!row) throw new Error(`${what} gave nothing`);
    return row.value;
  };
  return {
    admin,
    database,
    doors: await openDoors(),
    readProgress: () => read<Progress>("progress"),
    readFinalState: () => read<FinalState>("final_state"),
    close: async () => {
      await database.close();
      await admin.end();
    },
  };
}

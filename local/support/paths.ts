import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const PROJECT_ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Everything that the local stack keeps between starts; ignored by git. */
export const LOCAL_DATA = join(PROJECT_ROOT, ".local");

export const MIGRATIONS_FOLDER = join(PROJECT_ROOT, "supabase", "migrations");
export const SEED_FILE = join(PROJECT_ROOT, "supabase", "seed.sql");

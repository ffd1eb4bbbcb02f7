import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const PROJECT_ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Everything that the local stack keeps between starts; ignored by git. LOCAL_DATA_DIR names another folder in the project. */
export const LOCAL_DATA = join(PROJECT_ROOT, process.env.LOCAL_DATA_DIR ?? ".local");

export const MIGRATIONS_FOLDER = join(PROJECT_ROOT, "supabase", "migrations");
export const SEED_FILE = join(PROJECT_ROOT, "supabase", "seed.sql");

import type { TestProject } from "vitest/node";
import { startTestCluster } from "../../local/database/test-database";

/** One throw-away PostgreSQL for all test files of a project; each file clones its own database from a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide("clusterUrl", cluster.adminUrl);
  return () => cluster.stop();
}

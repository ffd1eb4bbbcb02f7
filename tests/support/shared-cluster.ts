import { inject } from "vitest";
import { startTestCluster, type TestCluster } from "../../local/database/test-database";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the run's cluster, provided by the global set-up. */
    clusterUrl?: string;
  }
}

let own: Promise<TestCluster> | undefined;

/**
 * The cluster of this test run: the one that the global set-up provides, or, when a file is run without it, one that
 * lives as long as this process.
 */
export function sharedTestCluster(): Promise<TestCluster> {
  const adminUrl = inject("clusterUrl");
  if (adminUrl !== undefined) return Promise.resolve({ adminUrl });
  own ??= startTestCluster();
  return own;
}

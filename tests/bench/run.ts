import { claimBench } from "./claim";
import { type Bench, print } from "./harness";
import { importBench } from "./import";
import { importPageBench } from "./import-page";
import { listBench } from "./list";
import { liveBench } from "./live";
import { webhookBench } from "./webhook";

const BENCHES: Readonly<Record<string, Bench>> = {
  claim: claimBench,
  import: importBench,
  "import-page": importPageBench,
  list: listBench,
  live: liveBench,
  webhook: webhookBench,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) {
  const result = await bench.run(args);
  print(name, result);
  process.exitCode = result.goals.every((goal) => goal.isMet) ? 0 : 1;
} else {
  console.log("npm run bench -- NAME, where NAME is one of:");
  for (const [key, { about }] of Object.entries(BENCHES))
    console.log(`  ${key.padEnd(10)} ${about}`);
  process.exitCode = name === "" ? 0 : 2;
}

import { existsSync } from "node:fs";
import { VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { buildAssistant } from "../../src/assistant/definition";
import { publishAssistant } from "../../src/assistant/publish";
import {
  describeFailure,
  describeResult,
  type PublishReport,
} from "../../src/assistant/publish-report";
import { EnvError, parsePublishEnv } from "../../src/lib/env";

const HELP = `Makes the assistant at Vapi what src/assistant says.

  npm run assistant:publish                  publish
  npm run assistant:publish -- --dry-run     only show what would change
  npm run assistant:publish -- --force       also over changes that were made by hand

Reads the variables of .env.example from the environment, .env.local or .env.
Exit code: 0 published or nothing to do, 1 refused, 2 Vapi failed.`;

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !["--dry-run", "--force"].includes(flag));

if (unknown.length > 0) {
  console.log(HELP);
  process.exitCode = flags.has("--help") ? 0 : 1;
} else {
  const { lines, exitCode } = await publish();
  for (const line of lines) (exitCode === 0 ? console.log : console.error)(line);
  process.exitCode = exitCode;
}

async function publish(): Promise<PublishReport> {
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
  try {
    const env = parsePublishEnv(process.env);
    const definition = buildAssistant({
      webhookUrl: `${env.APP_URL}/api/webhook/vapi`,
      webhookAuth: env.VAPI_CREDENTIAL_ID
        ? { credentialId: env.VAPI_CREDENTIAL_ID }
        : { secret: env.VAPI_WEBHOOK_SECRET },
      transferNumber: env.VAPI_TRANSFER_NUMBER,
    });
    const client = new VapiClient({ token: env.VAPI_API_KEY, baseUrl: env.VAPI_BASE_URL });
    const result = await publishAssistant(client, {
      definition,
      assistantId: env.VAPI_ASSISTANT_ID,
      isDryRun: flags.has("--dry-run"),
      isForced: flags.has("--force"),
    });
    return describeResult(result, {
      version: String(definition.metadata?.version),
      assistantId: env.VAPI_ASSISTANT_ID,
    });
  } catch (error) {
    if (error instanceof EnvError) return { exitCode: 1, lines: [error.message] };
    if (error instanceof VapiError) return describeFailure(error.statusCode, error.body);
    throw error;
  }
}

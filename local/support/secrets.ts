import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { isErrno, LocalError } from "./errors";

const secretsSchema = z.object({
  jwtSecret: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  cronSecret: z.string(),
  vapiApiKey: z.string(),
  vapiWebhookSecret: z.string(),
  vapiAssistantId: z.uuid(),
  vapiPhoneNumberId: z.uuid(),
  calApiKey: z.string(),
  calWebhookSecret: z.string(),
  calEventTypeId: z.number().int().positive(),
  resendApiKey: z.string(),
});

/** The keys between the parts of one local stack. They mean nothing to the real services. */
export type LocalSecrets = z.infer<typeof secretsSchema>;

/** Kept between starts, so that sessions in the browser and ids in the database stay valid. */
export async function loadSecrets(file: string): Promise<LocalSecrets> {
  const text = await readIfThere(file);
  if (text === undefined) {
    const secrets = makeSecrets();
    await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  }
  const secrets = secretsSchema.safeParse(parseJson(text));
  if (secrets.success) return secrets.data;
  throw new LocalError("invalid_config", `${file} is damaged. Start over with npm run db:reset.`);
}

function makeSecrets(): LocalSecrets {
  return {
    jwtSecret: random(),
    publishableKey: `sb_publishable_${random()}`,
    secretKey: `sb_secret_${random()}`,
    cronSecret: random(),
    vapiApiKey: randomUUID(),
    vapiWebhookSecret: random(),
    vapiAssistantId: randomUUID(),
    vapiPhoneNumberId: randomUUID(),
    calApiKey: `cal_live_${random()}`,
    calWebhookSecret: random(),
    calEventTypeId: randomInt(100_000, 999_999),
    resendApiKey: `re_${random()}`,
  };
}

function random(): string {
  return randomBytes(24).toString("hex");
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

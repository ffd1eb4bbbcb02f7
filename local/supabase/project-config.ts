import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { LocalError, messageOf } from "../support/errors";
import { PROJECT_ROOT } from "../support/paths";

const templateSchema = z.object({ subject: z.string(), content_path: z.string() });

/** The part of supabase/config.toml that means something to the local API; the rest is for the Supabase CLI. */
const projectConfigSchema = z.object({
  project_id: z.string(),
  api: z.object({ schemas: z.array(z.string()), max_rows: z.number() }),
  auth: z.object({
    jwt_expiry: z.number(),
    enable_signup: z.boolean(),
    enable_refresh_token_rotation: z.boolean(),
    minimum_password_length: z.number(),
    email: z.object({
      enable_signup: z.boolean(),
      enable_confirmations: z.boolean(),
      double_confirm_changes: z.boolean(),
      otp_length: z.number(),
      otp_expiry: z.number(),
      template: z.object({ confirmation: templateSchema, recovery: templateSchema }),
    }),
  }),
});

export type ProjectConfig = z.infer<typeof projectConfigSchema>;

/** Reads supabase/config.toml, with the paths of the mail templates made absolute. */
export async function readProjectConfig(): Promise<ProjectConfig> {
  const file = join(PROJECT_ROOT, "supabase", "config.toml");
  try {
    return withAbsolutePaths(projectConfigSchema.parse(parse(await readFile(file, "utf8"))));
  } catch (cause) {
    throw new LocalError("invalid_config", `supabase/config.toml: ${messageOf(cause)}`, { cause });
  }
}

function withAbsolutePaths(config: ProjectConfig): ProjectConfig {
  const { confirmation, recovery } = config.auth.email.template;
  const template = { confirmation: absolute(confirmation), recovery: absolute(recovery) };
  return { ...config, auth: { ...config.auth, email: { ...config.auth.email, template } } };
}

function absolute(template: z.infer<typeof templateSchema>): z.infer<typeof templateSchema> {
  return { ...template, content_path: resolve(PROJECT_ROOT, template.content_path) };
}

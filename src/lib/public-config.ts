import { z } from "zod";

const schema = z.object({
  supabaseUrl: z.url(),
  supabaseKey: z.string(),
  clock: z.object({ realMs: z.number(), businessMs: z.number(), rate: z.number() }),
});

/** What a browser may know of the deployment. Read at run time, so that one build serves every environment. */
export type PublicConfig = z.output<typeof schema>;

export const PUBLIC_CONFIG_META = "app-config";

let cached: PublicConfig | undefined;

/** The configuration that the root layout put into the page's head. Browser only. */
export function readPublicConfig(): PublicConfig {
  if (!cached) {
    const element = document.querySelector(`meta[name="${PUBLIC_CONFIG_META}"]`);
    cached = schema.parse(JSON.parse(element?.getAttribute("content") ?? "null"));
  }
  return cached;
}

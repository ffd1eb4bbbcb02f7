import { route } from "@/lib/http";
import { confirmationSchema, redeemLink } from "@/lib/services/accounts";
import { createClient } from "@/lib/supabase";

const TARGETS = {
  recovery: "/auth/update-password",
  invite: "/auth/update-password",
  signup: "/welcome",
} as const;

/** Where the links of the auth server's e-mails lead: redeems the token and goes on with a session. */
export const GET = route("auth-confirm", async (request) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const link = confirmationSchema.safeParse(params);
  const isRedeemed = link.success && (await redeemLink(await createClient(), link.data));
  return seeOther(isRedeemed ? TARGETS[link.data.type] : "/login?notice=link-expired");
});

function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, "cache-control": "no-store" },
  });
}

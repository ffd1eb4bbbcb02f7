import { errors, jwtVerify } from "jose";
import { z } from "zod";

/** Who speaks. Keys have no expiry, tokens of a session do. */
export interface Claims {
  readonly role: "anon" | "authenticated" | "service_role";
  readonly sub?: string;
  /** Seconds since 1970, in real time. */
  readonly exp?: number;
  /** All claims as the policies see them. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** A refusal in the words of hosted Realtime, which clients show and match. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

export interface Keys {
  readonly jwtSecret: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

const claimsSchema = z.looseObject({
  role: z.enum(["anon", "authenticated", "service_role"]),
  exp: z.number(),
  sub: z.string().optional(),
});

/** What an API key stands for, or undefined for a key that is not ours. */
export function claimsOfKey(key: string | null | undefined, keys: Keys): Claims | undefined {
  if (key === keys.publishableKey) return { role: "anon", all: { role: "anon" } };
  if (key === keys.secretKey) return { role: "service_role", all: { role: "service_role" } };
  return undefined;
}

/** @throws Refusal when the token is not valid now. */
export async function claimsOfToken(token: string, keys: Keys): Promise<Claims> {
  const payload = await verify(token, keys.jwtSecret);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) {
    throw new Refusal("InvalidJWTToken: Fields `role` and `exp` are required in JWT");
  }
  const { role, exp, sub } = claims.data;
  return { role, exp, ...(sub === undefined ? {} : { sub }), all: claims.data };
}

async function verify(token: string, secret: string): Promise<unknown> {
  try {
    const key = new TextEncoder().encode(secret);
    return (await jwtVerify(token, key, { algorithms: ["HS256"] })).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Refusal(`InvalidJWTToken: ${expiredText(error.payload.exp)}`);
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw new Refusal("JwtSignatureError: Failed to validate JWT signature");
    }
    if (error instanceof errors.JOSEError) {
      throw new Refusal("MalformedJWT: The token provided is not a valid JWT");
    }
    throw error;
  }
}

/** @param exp seconds since 1970. */
export function expiredText(exp: number | undefined): string {
  const seconds = Math.max(0, Math.floor(Date.now() / 1000 - (exp ?? 0)));
  return `Token has expired ${seconds} seconds ago`;
}

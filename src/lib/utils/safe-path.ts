/** Where people land after they have signed in. */
export const HOME_PATH = "/leads";

/**
 * The path within this application that `text` names, or the home path. Never another origin: `//host`, `/\host`,
 * whole addresses and control characters (browsers drop them while they read an address) are refused.
 */
export function safePath(text: string | null | undefined): string {
  if (!text?.startsWith("/")) return HOME_PATH;
  const origin = "http://self.invalid";
  const isClean = !/[\\\p{Cc}]/u.test(text) && URL.canParse(text, origin);
  if (!isClean) return HOME_PATH;
  const url = new URL(text, origin);
  // "/.//host" is a path of ours only until its dots are resolved.
  const isOurs = url.origin === origin && !url.pathname.startsWith("//");
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : HOME_PATH;
}

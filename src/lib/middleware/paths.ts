/** Doors that check a credential of their own, count their own requests and never see a session. */
export function isDoor(pathname: string): boolean {
  return isUnder(pathname, "/api/webhook") || isUnder(pathname, "/api/cron");
}

export function isApi(pathname: string): boolean {
  return isUnder(pathname, "/api");
}

/** Pages that mail readers open: one click must do, signed in or not. */
export function isMailLink(pathname: string): boolean {
  return isUnder(pathname, "/u");
}

const FOR_STRANGERS = ["/login", "/signup", "/reset"];
const FOR_EVERYBODY = ["/auth"];

/** Pages that make sense only without a session. */
export function isForStrangers(pathname: string): boolean {
  return FOR_STRANGERS.some((prefix) => isUnder(pathname, prefix));
}

/** Pages that need no session. */
export function isPublicPage(pathname: string): boolean {
  return isForStrangers(pathname) || FOR_EVERYBODY.some((prefix) => isUnder(pathname, prefix));
}

function isUnder(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

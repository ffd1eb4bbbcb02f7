/** One name for browser, server and middleware: the default follows the API's host name, which may differ between them. */
export const AUTH_COOKIE_NAME = "hvac-session";

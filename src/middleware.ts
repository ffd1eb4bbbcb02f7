// Next.js with src/app loads the middleware from here; the function stands at the top level. See ../middleware.ts.
export { middleware } from "../middleware";

// A re-exported config is ignored without a warning, so the literal stands here again.
export const config = {
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"],
};

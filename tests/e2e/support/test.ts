import { type BrowserContext, test as base, expect } from "@playwright/test";

/** How Chromium begins or ends what it tells of the content security policy. */
const POLICY = /content security policy/i;

/**
 * The test of every browser spec: it fails where one of its pages threw an error that nothing caught (React reports what
 * it drew otherwise than the server this way, too), or did what the content security policy refuses. Users see neither.
 */
export const test = base.extend({
  context: async ({ context }, use) => {
    const faults = listenForFaults(context);
    await use(context);
    expect(faults, "what the pages reported unseen").toEqual([]);
  },
});

export { expect, type Page } from "@playwright/test";

function listenForFaults(context: BrowserContext): readonly string[] {
  const faults: string[] = [];
  context.on("weberror", (fault) => {
    faults.push(`${fault.page()?.url()}: ${fault.error().stack ?? fault.error().message}`);
  });
  context.on("console", (message) => {
    if (!POLICY.test(message.text())) return;
    faults.push(`${message.page()?.url()}: ${message.text()}`);
  });
  return faults;
}

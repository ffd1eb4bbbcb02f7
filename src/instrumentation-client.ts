import { installHistoryGate } from "@/lib/history-gate";

/**
 * Runs before anything else in the browser. Zod finds out whether it may make functions of text by trying, which the
 * content security policy refuses and reports: here it is told. (Its own setter would make every page load it.)
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

installHistoryGate();

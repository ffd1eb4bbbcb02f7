interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
}

/** What single keys do on one page only, by the page's path. */
export const PAGE_SHORTCUTS: Readonly<Record<string, readonly Shortcut[]>> = {
  "/appointments": [
    { keys: ["L"], label: "Appointments as a list" },
    { keys: ["W"], label: "Appointments as a week" },
    { keys: ["←"], label: "The week before" },
    { keys: ["→"], label: "The week after" },
    { keys: ["T"], label: "Today's week" },
  ],
  "/leads": [
    { keys: ["J"], label: "The next lead" },
    { keys: ["K"], label: "The lead before" },
    { keys: ["Enter"], label: "Open the lead" },
    { keys: ["E"], label: "Edit the cell (also F2)" },
    { keys: ["X"], label: "Select the lead; with Shift, all up to it" },
    { keys: ["⌘ or Ctrl", "A"], label: "Select the page" },
    { keys: ["C"], label: "Copy the lead, or those selected" },
    { keys: ["M"], label: "The lead's menu" },
    { keys: ["/"], label: "Search" },
    { keys: ["F"], label: "Filters" },
    { keys: ["V"], label: "Views" },
    { keys: ["Z"], label: "Take the newest bulk action back" },
    { keys: ["["], label: "The page before" },
    { keys: ["]"], label: "The next page" },
    { keys: ["."], label: "Show what has changed" },
  ],
};

/** Whether a page has a key for itself, which then means nothing else there. */
export function isKeyOfPage(path: string, key: string): boolean {
  return PAGE_SHORTCUTS[path]?.some(({ keys }) => keys.length === 1 && keys[0] === key) ?? false;
}

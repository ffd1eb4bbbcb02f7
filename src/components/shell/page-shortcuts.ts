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
};

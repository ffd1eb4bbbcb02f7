/** Where a do-not-call entry comes from, as people say it. */
export const SUPPRESSION_SOURCES: Readonly<
  Record<"call" | "email" | "staff" | "import" | "provider", string>
> = {
  call: "Said in a call",
  email: "Unsubscribed",
  staff: "Staff",
  import: "Imported list",
  provider: "Bounce or complaint",
};

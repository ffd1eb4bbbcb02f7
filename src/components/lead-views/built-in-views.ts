/** Where one can begin without having kept anything: a name, and filters as they stand in the address. */
export interface BuiltInView {
  readonly name: string;
  readonly query: string;
}

export const ALL_LEADS: BuiltInView = { name: "All leads", query: "" };

export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  ALL_LEADS,
  { name: "Due now", query: "why=due" },
  { name: "Needs review", query: "review=1" },
  { name: "Callbacks due", query: "callback=due&sort=callback_at" },
  { name: "Booked", query: "status=scheduled&sort=appointment_at" },
  { name: "Never called", query: "called=never" },
];

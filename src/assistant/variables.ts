/**
 * The variables of the assistant: what stands as `{{name}}` in its texts and static parameters, and is sent with each
 * call. Declared here once; `variablesOf` in the automation cannot leave one out, and the lint refuses others.
 */
export const VARIABLES = {
  call_id: "Our id of the call, for the tools.",
  lead_id: "Our id of the lead, for the tools.",
  seller_name: "The company that calls.",
  company_name: "The company that is called.",
  contact_name: "The person to ask for; empty when not known.",
  email: "The address that is on file for the company.",
  city: "Where the company is; empty when not known.",
  state: "Where the company is, two letters; empty when not known.",
  on_file:
    'What else the imported list says of them: "Fleet size: 12; Rating: 4.5"; empty when nothing.',
  timezone: "Their IANA time zone.",
  time_zone_name: 'Their time zone as people say it: "Central Time".',
  local_date: 'Their date when the call is placed: "Tuesday, March 3, 2026".',
  local_time: 'Their time when the call is placed: "10:30 AM".',
} as const;

export type VariableName = keyof typeof VARIABLES;

/** The values for one call. All are texts: what the provider renders for an undefined variable is not documented. */
export type Variables = Readonly<Record<VariableName, string>>;

/** What the provider itself fills in where it analyses a call that has ended. */
const ANALYSIS_VARIABLES: ReadonlySet<string> = new Set(["transcript", "endedReason"]);

const PLACEHOLDER = /\{\{(.*?)\}\}|\{%(.*?)%\}/gs;

/** What stands between the braces in a text, filters and tags included. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? match[2] ?? "").trim());
}

/**
 * Whether a placeholder may stand at a path of the definition. Only plain names may: the provider's own `now` and `date`
 * are UTC, and filters that are written a little wrong render as nothing.
 */
export function isDeclared(placeholder: string, path: string): boolean {
  if (path.startsWith("analysisPlan")) return ANALYSIS_VARIABLES.has(placeholder);
  return Object.hasOwn(VARIABLES, placeholder);
}

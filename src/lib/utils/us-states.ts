/** US states, the federal district and the territories that have ZIP codes, by postal code. */
export const US_STATES: Readonly<Record<string, string>> = {
  AL: "Alabama",
  AK: "Alaska",
  AZ: "Arizona",
  AR: "Arkansas",
  CA: "California",
  CO: "Colorado",
  CT: "Connecticut",
  DE: "Delaware",
  DC: "District of Columbia",
  FL: "Florida",
  GA: "Georgia",
  HI: "Hawaii",
  ID: "Idaho",
  IL: "Illinois",
  IN: "Indiana",
  IA: "Iowa",
  KS: "Kansas",
  KY: "Kentucky",
  LA: "Louisiana",
  ME: "Maine",
  MD: "Maryland",
  MA: "Massachusetts",
  MI: "Michigan",
  MN: "Minnesota",
  MS: "Mississippi",
  MO: "Missouri",
  MT: "Montana",
  NE: "Nebraska",
  NV: "Nevada",
  NH: "New Hampshire",
  NJ: "New Jersey",
  NM: "New Mexico",
  NY: "New York",
  NC: "North Carolina",
  ND: "North Dakota",
  OH: "Ohio",
  OK: "Oklahoma",
  OR: "Oregon",
  PA: "Pennsylvania",
  RI: "Rhode Island",
  SC: "South Carolina",
  SD: "South Dakota",
  TN: "Tennessee",
  TX: "Texas",
  UT: "Utah",
  VT: "Vermont",
  VA: "Virginia",
  WA: "Washington",
  WV: "West Virginia",
  WI: "Wisconsin",
  WY: "Wyoming",
  AS: "American Samoa",
  GU: "Guam",
  MP: "Northern Mariana Islands",
  PR: "Puerto Rico",
  VI: "US Virgin Islands",
};

/** The abbreviations of newspapers and older address books that are not postal codes. */
const OLDER_ABBREVIATIONS: Readonly<Record<string, string>> = {
  ala: "AL",
  ariz: "AZ",
  ark: "AR",
  cal: "CA",
  calif: "CA",
  colo: "CO",
  conn: "CT",
  del: "DE",
  fla: "FL",
  ill: "IL",
  ind: "IN",
  kan: "KS",
  kans: "KS",
  mass: "MA",
  mich: "MI",
  minn: "MN",
  miss: "MS",
  mont: "MT",
  neb: "NE",
  nebr: "NE",
  nev: "NV",
  okla: "OK",
  ore: "OR",
  penn: "PA",
  penna: "PA",
  tenn: "TN",
  tex: "TX",
  wash: "WA",
  wis: "WI",
  wisc: "WI",
  wyo: "WY",
  "washington dc": "DC",
  "virgin islands": "VI",
};

const CODE_BY_NAME = new Map([
  ...Object.entries(US_STATES).map(([code, name]) => [name.toLowerCase(), code] as const),
  ...Object.entries(OLDER_ABBREVIATIONS),
]);

/** The postal code of the state that `text` names ("al", "Ala.", "Alabama", "US-AL"), or undefined. */
export function parseUsState(text: string): string | undefined {
  const words = text
    .toLowerCase()
    .replace(/^usa?[-_]/, "")
    .replaceAll(/[.,]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const code = words.toUpperCase();
  return code in US_STATES ? code : CODE_BY_NAME.get(words);
}

/** What a file of leads holds beside new ones, in hundredths of its rows. */
const REFUSED = 3;
const DUPLICATES = 5;
const SUPPRESSED = 1;

const HEADERS = [
  "Company Name",
  "First Name",
  "Last Name",
  "Phone Number",
  "Email",
  "Street Address",
  "City",
  "State",
  "Zip Code",
  "Notes",
  "Fleet Size",
  "Lead Source",
];

export interface BenchFile {
  readonly bytes: Uint8Array;
  /** Numbers in it that are on the do-not-call list. */
  readonly suppressed: readonly string[];
}

/** A list as a CRM exports it: twelve columns, some rows without a usable number, some twice, some on the do-not-call list. */
export function writeFile(rowCount: number): BenchFile {
  const suppressed: string[] = [];
  const lines = [HEADERS.join(",")];
  for (let index = 0; index < rowCount; index += 1) {
    const kind = index % 100;
    const isDuplicate = kind >= REFUSED && kind < REFUSED + DUPLICATES && index > 100;
    const number = isDuplicate ? index - 90 : index;
    const phone = kind < REFUSED ? "n/a" : phoneOf(number);
    if (kind === 99 && suppressed.length < (rowCount * SUPPRESSED) / 100) {
      suppressed.push(`+1${phone.replaceAll(/\D/g, "")}`);
    }
    lines.push(rowOf(index, phone));
  }
  return { bytes: new TextEncoder().encode(`\uFEFF${lines.join("\r\n")}\r\n`), suppressed };
}

function rowOf(index: number, phone: string): string {
  const pick = (values: readonly string[], step: number) => values[(index * step) % values.length];
  const [city, state, zip] = (pick(PLACES, 7) ?? "").split("|");
  const last = pick(LASTS, 3);
  return [
    `"${pick(NAMES, 11)} ${last} ${pick(KINDS, 5)}, Inc. ${index % 977}"`,
    pick(FIRSTS, 13),
    last,
    phone,
    `Info${index}@${pick(NAMES, 11)?.toLowerCase()}.example`,
    `${100 + (index % 8999)} ${last} St`,
    city,
    state,
    zip,
    index % 10 === 0 ? '"Asked for a quote, call in the morning"' : "",
    String(1 + (index % 60)),
    pick(["Trade show", "Referral", "Web form"], 17),
  ].join(",");
}

/** 555 is in service nowhere: these numbers reach nobody. */
function phoneOf(index: number): string {
  const area = AREAS[Math.floor(index / 9000) % AREAS.length];
  return `(${area}) 555-${String(1000 + (index % 9000))}`;
}

const AREAS = "205 251 303 312 404 415 503 512 602 614 702 713 801 816 901 919 972".split(" ");
const NAMES = "Northside Comfort Premier Elite Summit Valley Coastal Reliable Precision".split(" ");
const KINDS = ["Heating & Air", "Mechanical", "HVAC Services", "Climate Control"];
const FIRSTS = "Aaron Alice Ben Carla Dana Ed Frank Gina Hank Iris Jack Laura Maria Nina".split(
  " ",
);
const LASTS =
  "Abbott Baker Castro Diaz Evans Fisher Garcia Harris Jenkins King Lopez Moore Ortiz".split(" ");
const PLACES = [
  "Birmingham|AL|35203",
  "Mobile|AL|36602",
  "Denver|CO|80202",
  "Chicago|IL|60601",
  "Atlanta|GA|30303",
  "Portland|OR|97204",
  "Austin|TX|78701",
  "Phoenix|AZ|85004",
  "Columbus|OH|43215",
  "Kansas City|MO|64106",
  "Memphis|TN|38103",
  "Raleigh|NC|27601",
];

const ZONE_BY_WORD: Readonly<Record<string, string>> = {
  eastern: "America/New_York",
  central: "America/Chicago",
  mountain: "America/Denver",
  arizona: "America/Phoenix",
  pacific: "America/Los_Angeles",
  alaska: "America/Anchorage",
  hawaii: "Pacific/Honolulu",
  atlantic: "America/Puerto_Rico",
};

/** Abbreviations that name one US zone in winter and summer. MST is missing: it is Denver's or Phoenix's. */
const WORD_BY_ABBREVIATION: Readonly<Record<string, string>> = {
  et: "eastern",
  est: "eastern",
  edt: "eastern",
  ct: "central",
  cst: "central",
  cdt: "central",
  mt: "mountain",
  mdt: "mountain",
  pt: "pacific",
  pst: "pacific",
  pdt: "pacific",
  akst: "alaska",
  akdt: "alaska",
  hst: "hawaii",
  ast: "atlantic",
};

/** The zones that staff choose from, with the names that they use. */
export const US_TIME_ZONES: readonly { readonly id: string; readonly name: string }[] = [
  { id: "America/New_York", name: "Eastern Time" },
  { id: "America/Chicago", name: "Central Time" },
  { id: "America/Denver", name: "Mountain Time" },
  { id: "America/Phoenix", name: "Arizona (no clock change)" },
  { id: "America/Los_Angeles", name: "Pacific Time" },
  { id: "America/Anchorage", name: "Alaska Time" },
  { id: "Pacific/Honolulu", name: "Hawaii Time" },
  { id: "America/Puerto_Rico", name: "Puerto Rico and Virgin Islands" },
  { id: "Pacific/Guam", name: "Guam" },
];

/**
 * The IANA zone that `text` names: an Area/City name in any case, or the everyday name of a US zone
 * ("Central Time (US & Canada)", "EST", "US/Pacific"). Undefined for offsets and whatever else is not certain.
 */
export function parseTimeZone(text: string): string | undefined {
  const trimmed = text.trim();
  // HubSpot writes the slash out in words: us_slash_central.
  const name = trimmed.replace("_slash_", "/");
  if (/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name) && !/^(etc|us)\//i.test(name)) {
    return canonicalZone(name);
  }
  const words = name.toLowerCase().match(/[a-z]+/g) ?? [];
  const found = new Set(
    words.map((word) => ZONE_BY_WORD[WORD_BY_ABBREVIATION[word] ?? word]).filter(Boolean),
  );
  // "Mountain Time (Arizona)" names two: the one without clock changes is meant.
  if (found.has(ZONE_BY_WORD.arizona)) return ZONE_BY_WORD.arizona;
  const [zone] = found;
  return found.size === 1 ? zone : undefined;
}

function canonicalZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

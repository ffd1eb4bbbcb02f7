const LONG_FORMS: Readonly<Record<string, string>> = {
  e: "east",
  ft: "fort",
  hts: "heights",
  mt: "mount",
  mtn: "mountain",
  n: "north",
  pt: "point",
  s: "south",
  spgs: "springs",
  st: "saint",
  ste: "sainte",
  w: "west",
};

/** One spelling for the ways in which a city is written: "St. Petersburg" and "SAINT PETERSBURG", "LaPorte" and "La Porte". */
export function cityKey(city: string): string {
  const words = city
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, "")
    .split(/[\s-]+/);
  return words.map((word) => (Object.hasOwn(LONG_FORMS, word) ? LONG_FORMS[word] : word)).join("");
}

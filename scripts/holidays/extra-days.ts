/** A state's legal holiday that the library does not know, in the library's own rule language. */
export type ExtraDay = { rule: string; name: string };

const MOVED_TO_WEEKDAY = "and if sunday then next monday if saturday then previous friday";

/**
 * Legal holidays of the states whose law closes the phones on them (AL, LA, PA, RI, UT) and of the
 * Northern Mariana Islands, for which the library has no days. Where lists differ, the day stays in.
 */
export const EXTRA_DAYS: Readonly<Record<string, readonly ExtraDay[]>> = {
  // Ala. Code 1-3-8: Mardi Gras is kept in two counties only; a lead's county is not known.
  AL: [
    { rule: "easter -47", name: "Mardi Gras" },
    { rule: `12-01 ${MOVED_TO_WEEKDAY}`, name: "Mrs. Rosa L. Parks Day" },
  ],
  // La. R.S. 1:55, as the restricted call dates of dnc.com list them.
  LA: [
    { rule: `01-08 ${MOVED_TO_WEEKDAY}`, name: "Battle of New Orleans" },
    { rule: `01-19 ${MOVED_TO_WEEKDAY}`, name: "Robert E. Lee Day" },
    { rule: `06-03 ${MOVED_TO_WEEKDAY}`, name: "Confederate Memorial Day" },
    { rule: `08-30 ${MOVED_TO_WEEKDAY}`, name: "Huey P. Long Day" },
    { rule: `11-01 ${MOVED_TO_WEEKDAY}`, name: "All Saints' Day" },
  ],
  // 1 CMC 311.
  MP: [
    { rule: `01-09 ${MOVED_TO_WEEKDAY}`, name: "Commonwealth Day" },
    { rule: `03-24 ${MOVED_TO_WEEKDAY}`, name: "Covenant Day" },
    { rule: "easter -2", name: "Good Friday" },
    { rule: `11-04 ${MOVED_TO_WEEKDAY}`, name: "Citizenship Day" },
    { rule: `12-08 ${MOVED_TO_WEEKDAY}`, name: "Constitution Day" },
  ],
  // 73 P.S. 2245(a)(10) with 44 P.S. 11.
  PA: [
    { rule: "easter -2", name: "Good Friday" },
    { rule: "06-14 and if sunday then next monday", name: "Flag Day" },
    { rule: "tuesday after 1st monday in November", name: "Election Day" },
  ],
  // R.I. Gen. Laws 25-1-1: four days move from a Saturday to the Monday, unlike the federal ones.
  RI: [
    { rule: "01-01 if saturday then next monday", name: "New Year's Day (observed)" },
    { rule: `05-04 ${MOVED_TO_WEEKDAY}`, name: "Rhode Island Independence Day" },
    { rule: "07-04 if saturday then next monday", name: "Independence Day (observed)" },
    { rule: "tuesday after 1st monday in November in even years", name: "Election Day" },
    { rule: "11-11 if saturday then next monday", name: "Veterans Day (observed)" },
    { rule: "12-25 if saturday then next monday", name: "Christmas Day (observed)" },
  ],
  // Utah Code 63G-1-301.
  UT: [{ rule: `07-24 ${MOVED_TO_WEEKDAY}`, name: "Pioneer Day" }],
};

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { US_AREA_CODES } from "@/lib/utils/geo/area-codes";
import { clockOf, US_ZONES } from "@/lib/utils/geo/us-zones";
import { deriveWhereabouts, type LeadPlace } from "@/lib/utils/lead-zone";
import { parseUsState, US_STATES } from "@/lib/utils/us-states";

/** A number without a place, so that only the rest of the lead speaks. */
const NOWHERE: LeadPlace = {
  phone: "+18005550123",
  timezone: null,
  timezoneFrom: "column",
  postalCode: null,
  city: null,
  state: null,
};

function derive(place: Partial<LeadPlace>) {
  return deriveWhereabouts({ ...NOWHERE, ...place });
}

/** A number of an exchange that nothing is known of. */
function numberIn(areaCode: string): string {
  return `+1${areaCode}9920123`;
}

describe("by ZIP code", () => {
  it.each([
    ["35203", "America/Chicago", "AL"],
    ["32501-1234", "America/Chicago", "FL"],
    ["325011234", "America/Chicago", "FL"],
    ["32301", "America/New_York", "FL"],
    ["85001", "America/Phoenix", "AZ"],
    ["86033", "America/Denver", "AZ"],
    ["47901", "America/Indiana/Indianapolis", "IN"],
    ["46320", "America/Chicago", "IN"],
    ["47708", "America/Chicago", "IN"],
    ["40202", "America/Kentucky/Louisville", "KY"],
    ["37402", "America/New_York", "TN"],
    ["57701", "America/Denver", "SD"],
    ["83814", "America/Los_Angeles", "ID"],
    ["97914", "America/Boise", "OR"],
    ["79901", "America/Denver", "TX"],
    ["02138", "America/New_York", "MA"],
    ["99503", "America/Anchorage", "AK"],
    ["99546", "America/Adak", "AK"],
    ["96813", "Pacific/Honolulu", "HI"],
    ["00901", "America/Puerto_Rico", "PR"],
    ["00802", "America/St_Thomas", "VI"],
    ["96910", "Pacific/Guam", "GU"],
  ])("places %s in %s, %s", (postalCode, timezone, state) => {
    const place = derive({ postalCode });
    expect(place).toMatchObject({
      timezone,
      timezoneSource: "zip",
      timezones: [timezone],
      states: [state],
      holdReason: null,
    });
    expect(place.signals[0]?.value).toBe(postalCode.slice(0, 5));
  });

  it.each([
    ["58801", "America/Chicago", "America/Denver"],
    ["67860", "America/Chicago", "America/Denver"],
    ["86045", "America/Denver", "America/Phoenix"],
    ["89883", "America/Denver", "America/Los_Angeles"],
    ["49935", "America/Menominee", "America/Detroit"],
  ])("takes both sides of the border at %s, but names the likelier", (postalCode, zone, other) => {
    const { timezone, timezones } = derive({ postalCode });
    expect(timezone).toBe(zone);
    expect(timezones).toEqual([zone, other].sort());
  });

  it.each(["09012", "34001", "00000", "K1A 0B1", "3520", "35203x", ""])(
    "does not guess from %j",
    (postalCode) => {
      expect(derive({ postalCode })).toMatchObject({ timezone: null, timezones: [], states: [] });
    },
  );
});

describe("by city and state", () => {
  it.each([
    ["Pensacola", "FL", "America/Chicago"],
    ["ST. PETERSBURG", "FL", "America/New_York"],
    ["Mt Vernon", "IN", "America/Chicago"],
    ["La Porte", "IN", "America/Chicago"],
    ["LaPorte", "IN", "America/Chicago"],
    ["Coeur d'Alene", "ID", "America/Los_Angeles"],
    ["El Paso", "TX", "America/Denver"],
    ["Window Rock", "AZ", "America/Denver"],
    ["Flagstaff", "AZ", "America/Phoenix"],
    ["Chattanooga", "TN", "America/New_York"],
    ["Scottsbluff", "NE", "America/Denver"],
    ["Chicago", "IL", "America/Chicago"],
    ["A place too small for a ZIP code", "OH", "America/New_York"],
  ])("places %s, %s in %s", (city, state, timezone) => {
    expect(derive({ city, state })).toMatchObject({
      timezone,
      timezoneSource: "city",
      timezones: [timezone],
      states: [state],
      signals: [{ source: "city", value: `${city}, ${state}` }],
    });
  });

  it("falls back to every zone of a divided state when the city is not known", () => {
    expect(derive({ city: "Nowhere Springs", state: "FL" })).toMatchObject({
      timezone: "America/New_York",
      timezoneSource: "state",
      timezones: ["America/Chicago", "America/New_York"],
    });
    expect(derive({ state: "TX" }).timezones).toEqual(["America/Chicago", "America/Denver"]);
    expect(derive({ state: "GA" }).timezones).toEqual(["America/New_York"]);
  });

  it("knows no zone of a city alone, nor of what is no state", () => {
    expect(derive({ city: "Chicago" }).timezones).toEqual([]);
    expect(derive({ city: "Toronto", state: "ON" })).toMatchObject({ timezones: [], states: [] });
    expect(derive({ state: "constructor" }).timezones).toEqual([]);
  });

  it("shows the zone that the number bears out", () => {
    expect(derive({ state: "FL", phone: "+18504320123" })).toMatchObject({
      timezone: "America/Chicago",
      timezoneSource: "state",
      timezones: ["America/Chicago", "America/New_York"],
    });
  });
});

describe("by number", () => {
  it.each([
    ["+18504320123", "850-432", ["America/Chicago"], "FL"],
    ["+19282830123", "928-283", ["America/Denver", "America/Phoenix"], "AZ"],
    ["+16053430123", "605-343", ["America/Denver"], "SD"],
    // Tallahassee, which the carrier data has on Central time.
    ["+18504310123", "850-431", ["America/Chicago", "America/New_York"], "FL"],
  ])("places %s by its prefix", (phone, value, timezones, state) => {
    expect(derive({ phone })).toMatchObject({
      timezoneSource: "prefix",
      timezones,
      states: [state],
      signals: [{ source: "prefix", value }],
    });
  });

  it.each([
    ["850", "America/Chicago America/New_York", "FL"],
    ["448", "America/Chicago America/New_York", "FL"],
    ["928", "America/Denver America/Phoenix", "AZ"],
    ["480", "America/Phoenix", "AZ"],
    ["812", "America/Chicago America/Indiana/Indianapolis", "IN"],
    ["930", "America/Chicago America/Indiana/Indianapolis", "IN"],
    ["219", "America/Chicago America/Indiana/Indianapolis", "IN"],
    ["574", "America/Chicago America/Indiana/Indianapolis", "IN"],
    ["317", "America/Indiana/Indianapolis", "IN"],
    ["208", "America/Boise America/Los_Angeles", "ID"],
    ["986", "America/Boise America/Los_Angeles", "ID"],
    ["541", "America/Boise America/Los_Angeles", "OR"],
    ["458", "America/Boise America/Los_Angeles", "OR"],
    ["423", "America/Chicago America/New_York", "TN"],
    ["729", "America/Chicago America/New_York", "TN"],
    ["931", "America/Chicago", "TN"],
    ["270", "America/Chicago America/New_York", "KY"],
    ["364", "America/Chicago America/New_York", "KY"],
    ["606", "America/Chicago America/New_York", "KY"],
    ["605", "America/Chicago America/Denver", "SD"],
    ["701", "America/Chicago America/Denver", "ND"],
    ["308", "America/Chicago America/Denver", "NE"],
    ["620", "America/Chicago America/Denver", "KS"],
    ["785", "America/Chicago America/Denver", "KS"],
    ["775", "America/Denver America/Los_Angeles", "NV"],
    ["915", "America/Denver", "TX"],
    ["906", "America/Detroit America/Menominee", "MI"],
    ["679", "America/Detroit", "MI"],
    ["924", "America/Chicago", "MN"],
    ["689", "America/New_York", "FL"],
    ["907", "America/Adak America/Anchorage", "AK"],
    ["808", "Pacific/Honolulu", "HI"],
    ["787", "America/Puerto_Rico", "PR"],
    ["939", "America/Puerto_Rico", "PR"],
    ["340", "America/St_Thomas", "VI"],
    ["671", "Pacific/Guam", "GU"],
    ["670", "Pacific/Saipan", "MP"],
    ["684", "Pacific/Pago_Pago", "AS"],
  ])("takes every zone of the area code %s", (areaCode, timezones, state) => {
    expect(derive({ phone: numberIn(areaCode) })).toMatchObject({
      timezoneSource: "area_code",
      timezones: timezones.split(" "),
      states: [state],
      signals: [{ source: "area_code", value: areaCode }],
    });
  });

  it("believes a fictional number's state but not its zone", () => {
    const phone = "+18505550123";
    expect(derive({ phone })).toMatchObject({ timezones: [], states: ["FL"] });
    expect(derive({ phone, postalCode: "30303" })).toMatchObject({
      timezone: "America/New_York",
      timezones: ["America/New_York"],
      states: ["FL", "GA"],
    });
  });
});

describe("a lead that is held", () => {
  it.each([
    ["+18005550123", /^This is a toll-free number, which has no place: enter a ZIP code/],
    ["+18775550123", /toll-free/],
    ["+19005550123", /premium-rate/],
    ["+15005550123", /area code 500 belong to no place/],
    ["+12005550123", /area code 200 is not in use/],
    ["+12055550123", /fictional/],
    ["12055550123", /not a US phone number/],
    ["+1205555", /not a US phone number/],
  ])("says what to do about %s, and an address helps", (phone, reason) => {
    const held = derive({ phone });
    expect(held).toMatchObject({ timezone: null, timezoneSource: null, timezones: [] });
    expect(held.holdReason).toMatch(reason);
    expect(held.holdReason).toMatch(/enter a ZIP code, a city and state, or a time zone\.$/);
    expect(derive({ phone, postalCode: "60601" })).toMatchObject({
      timezone: "America/Chicago",
      timezones: ["America/Chicago"],
      holdReason: null,
    });
  });

  it.each(["+14165550123", "+18765550123", "+442079460123"])(
    "holds the foreign number %s whatever else is known",
    (phone) => {
      const place = derive({
        phone,
        postalCode: "60601",
        timezone: "America/Chicago",
        timezoneFrom: "staff",
      });
      expect(place).toMatchObject({ timezone: null, timezones: [], states: ["IL"] });
      expect(place.holdReason).toMatch(/^This number is outside the US/);
    },
  );

  it.each(["column", "staff"] as const)("holds a foreign zone by %s", (timezoneFrom) => {
    const place = derive({ timezone: "Europe/London", timezoneFrom, postalCode: "60601" });
    expect(place).toMatchObject({ timezone: null, timezones: [], states: ["IL"] });
    expect(place.holdReason).toMatch(/^The time zone Europe\/London is not in the US/);
  });
});

describe("signals that disagree", () => {
  it("calls only where all windows overlap, and the strongest names the zone", () => {
    expect(
      derive({
        phone: numberIn("212"),
        timezone: "America/Denver",
        postalCode: "35203",
        city: "Atlanta",
        state: "GA",
      }),
    ).toMatchObject({
      timezone: "America/Denver",
      timezoneSource: "column",
      timezones: ["America/Chicago", "America/Denver", "America/New_York"],
      states: ["AL", "GA", "NY"],
      signals: [
        { source: "column" },
        { source: "zip", value: "35203" },
        { source: "city", value: "Atlanta, GA" },
        { source: "area_code", value: "212" },
      ],
    });
  });

  it("lets staff decide the clock, while the states of number and address still count", () => {
    expect(
      derive({
        phone: numberIn("212"),
        timezone: "America/Los_Angeles",
        timezoneFrom: "staff",
        postalCode: "35203",
      }),
    ).toMatchObject({
      timezone: "America/Los_Angeles",
      timezoneSource: "staff",
      timezones: ["America/Los_Angeles"],
      states: ["AL", "NY"],
    });
  });

  it("does not count two names of the same time as a disagreement", () => {
    expect(derive({ phone: numberIn("212"), postalCode: "48201" }).timezones).toEqual([
      "America/Detroit",
    ]);
  });

  it("asks the state only when the ZIP code is of another one", () => {
    expect(derive({ postalCode: "32501", state: "FL" }).timezones).toEqual(["America/Chicago"]);
  });

  it.each([
    ["America/Indianapolis", "America/Indiana/Indianapolis"],
    ["America/Louisville", "America/Kentucky/Louisville"],
    ["America/Shiprock", "America/Denver"],
    ["US/Central", "America/Chicago"],
  ])("gives %s its canonical name", (timezone, canonical) => {
    expect(derive({ timezone }).timezones).toEqual([canonical]);
  });
});

describe("whatever is known", () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const number = fc
    .tuple(fc.constantFrom(...US_AREA_CODES), fc.integer({ min: 200, max: 999 }))
    .map(([areaCode, exchange]) => `+1${areaCode.npa}${exchange}0123`);
  const address = fc.record({
    postalCode: maybe(fc.integer({ min: 0, max: 99_999 }).map((zip) => `${zip}`.padStart(5, "0"))),
    city: maybe(fc.constantFrom("Springfield", "Jackson", "Columbus", "Pensacola")),
    state: maybe(fc.constantFrom(...Object.keys(US_STATES))),
  });
  const zone = fc.constantFrom(...US_ZONES);
  const clocks = (place: Partial<LeadPlace>) => derive(place).timezones.map(clockOf);

  it("gives only US zones and states, the shown one among them", () => {
    fc.assert(
      fc.property(number, address, maybe(zone), (phone, known, timezone) => {
        const place = derive({ phone, ...known, timezone });
        expect(US_ZONES).toEqual(expect.arrayContaining([...place.timezones]));
        expect(Object.keys(US_STATES)).toEqual(expect.arrayContaining([...place.states]));
        expect(place.timezones).toContain(place.timezone);
        expect(place.timezones).toEqual([...new Set(place.timezones)].sort());
        expect(place.signals[0]?.source).toBe(place.timezoneSource);
      }),
    );
  });

  it("loses no zone by a further signal, except by staff's word", () => {
    fc.assert(
      fc.property(number, address, zone, (phone, known, timezone) => {
        const all = clocks({ phone, ...known, timezone });
        expect(all).toEqual(expect.arrayContaining(clocks({ phone, ...known })));
        expect(all).toEqual(expect.arrayContaining(clocks({ phone, timezone })));
        expect(all).toEqual(expect.arrayContaining(clocks({ ...known, timezone })));
        expect(clocks({ phone, ...known, timezone, timezoneFrom: "staff" })).toEqual([
          clockOf(timezone),
        ]);
      }),
    );
  });
});

describe("parseUsState", () => {
  it.each([
    ["al", "AL"],
    ["Alabama", "AL"],
    ["Ala.", "AL"],
    ["US-TX", "TX"],
    ["Washington, D.C.", "DC"],
    ["new  york", "NY"],
  ])("reads %j as %s", (text, code) => {
    expect(parseUsState(text)).toBe(code);
  });

  it.each(["", "ON", "Narnia", "constructor", "toString"])("knows no state %j", (text) => {
    expect(parseUsState(text)).toBeUndefined();
  });
});

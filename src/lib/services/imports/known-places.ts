import "server-only";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { databaseError } from "../../errors";
import type { ImportedLead } from "../../utils/csv";
import { deriveWhereabouts } from "../../utils/lead-zone";
import type { JudgedRow } from "./judge";
import type { DuplicatePolicy } from "./schema";

type KnownPlace = Database["public"]["Functions"]["list_import_places"]["Returns"][number];

/** What a record says beside its fields, for the case that the lead is there already. */
export interface KnownZone {
  readonly known_place: string;
  readonly known_zone: object;
}

/**
 * The zone that each lead which is there already will have with the row's fields, by number. It is derived here and
 * stored only if the lead's place is still what it was derived from.
 */
export async function deriveKnownZones(
  ctx: ServiceContext,
  importId: string,
  rows: readonly JudgedRow[],
  policy: DuplicatePolicy,
): Promise<ReadonlyMap<string, KnownZone>> {
  const leads = new Map<string, ImportedLead>();
  for (const { lead, same_as } of rows) {
    if (lead && same_as === undefined) leads.set(lead.phone, lead);
  }
  const { data, error } = await ctx.db.rpc("list_import_places", {
    p_import_id: importId,
    p_phones: [...leads.keys()],
  });
  if (error) throw databaseError("reading where leads are", error);
  const zones = new Map<string, KnownZone>();
  for (const place of data) {
    const lead = leads.get(place.phone);
    if (!lead) continue;
    zones.set(place.phone, {
      known_place: place.place,
      known_zone: deriveZone(place, lead, policy),
    });
  }
  return zones;
}

function deriveZone(place: KnownPlace, lead: ImportedLead, policy: DuplicatePolicy): object {
  const isRowStronger = policy === "overwrite";
  const pick = (known: string | null, given: string | null) =>
    isRowStronger ? (given ?? known) : (known ?? given);
  const source = place.timezone_source;
  const stated = source === "column" || source === "staff" ? place.timezone : null;
  const timezone = pick(stated, lead.timezone);
  const found = deriveWhereabouts({
    phone: place.phone,
    timezone,
    timezoneFrom: source === "staff" && timezone === stated ? "staff" : "column",
    city: pick(place.city, lead.city),
    state: pick(place.state, lead.state),
    postalCode: pick(place.postal_code, lead.postalCode),
  });
  return {
    timezone: found.timezone,
    timezone_source: found.timezoneSource,
    timezones: found.timezones,
    zone_note: found.holdReason,
    states: found.states,
  };
}

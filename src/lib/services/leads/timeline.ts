import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants, type Enums } from "../../database.types";
import { databaseError } from "../../errors";

const { Enums: enums } = Constants.public;

const instant = z.iso.datetime({ offset: true });

/** What an entry tells besides who and when, by its kind. Kinds that a later version adds are shown by their name. */
const detailSchemas = {
  call: z.object({
    attempt: z.int(),
    state: z.enum(enums.call_state),
    provider_status: z.string().nullable(),
    outcome: z.enum(enums.call_outcome).nullable(),
    outcome_reason: z.string().nullable(),
    ended_reason: z.string().nullable(),
    duration_seconds: z.number().nullable(),
    summary: z.string().nullable(),
  }),
  note: z.object({ body: z.string() }),
  "lead.created": z.object({ file_name: z.string().optional(), import_id: z.string().optional() }),
  "lead.edited": z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  "lead.status_changed": z.object({
    from: z.enum(enums.lead_status),
    to: z.enum(enums.lead_status),
    review_reason: z.string().nullable(),
  }),
  "lead.list_changed": z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  "consent.attested": z.object({
    basis: z.enum(enums.consent_basis),
    note: z.string().nullable(),
  }),
  "suppression.added": z.object({
    channel: z.enum(enums.suppression_channel),
    reason: z.string(),
    source: z.enum(enums.suppression_source),
  }),
  "email.sent": z.object({ kind: z.string(), subject: z.string().nullable() }),
  "email.failed": z.object({ kind: z.string(), reason: z.string().nullable() }),
} as const;

type KnownKind = keyof typeof detailSchemas;

type KnownEntry = {
  [Kind in KnownKind]: {
    readonly kind: Kind;
    readonly detail: z.output<(typeof detailSchemas)[Kind]>;
  };
}[KnownKind];

interface OtherEntry {
  readonly kind: "other";
  /** As the database names it: "appointment.accepted". */
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One thing that happened to a lead. */
export type TimelineEntry = (KnownEntry | OtherEntry) & {
  readonly id: string;
  /** Business time, ISO 8601. */
  readonly happenedAt: string;
  readonly actor: Enums<"actor_kind">;
  /** The caller did it. */
  readonly isMine: boolean;
  /** Null for what no member of the team did, or one who has left. */
  readonly userEmail: string | null;
  readonly callId: string | null;
  readonly appointmentId: string | null;
};

export interface TimelineCursor {
  readonly happenedAt: string;
  readonly id: string;
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** Where the next page begins; null at the lead's beginning. */
  readonly next: TimelineCursor | null;
}

const PAGE_SIZE = 40;

const rowSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  happened_at: instant,
  actor: z.enum(enums.actor_kind),
  is_mine: z.boolean(),
  user_email: z.string().nullable(),
  call_id: z.uuid().nullable(),
  appointment_id: z.uuid().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** Who did what to a lead and when, the latest first, under the caller's rights; in the browser and on the server alike. */
export async function getLeadTimeline(
  ctx: Pick<ServiceContext, "db">,
  input: { readonly leadId: string; readonly before: TimelineCursor | null },
): Promise<TimelinePage> {
  const { data, error } = await ctx.db.rpc("get_lead_timeline", {
    p_lead_id: input.leadId,
    ...(input.before && { p_before: input.before.happenedAt, p_before_id: input.before.id }),
    p_limit: PAGE_SIZE,
  });
  if (error) throw databaseError("reading a lead's timeline", error);
  const entries = z.array(rowSchema).parse(data).map(toEntry);
  const last = entries.at(-1);
  return { entries, next: entries.length === PAGE_SIZE && last ? cursorOf(last) : null };
}

function cursorOf({ happenedAt, id }: TimelineEntry): TimelineCursor {
  return { happenedAt, id };
}

function toEntry(row: z.output<typeof rowSchema>): TimelineEntry {
  return {
    ...readKind(row),
    id: row.id,
    happenedAt: row.happened_at,
    actor: row.actor,
    isMine: row.is_mine,
    userEmail: row.user_email,
    callId: row.call_id,
    appointmentId: row.appointment_id,
  };
}

/** A detail that is not as expected is shown as far as it can be, never at the cost of the page. */
function readKind({ kind, detail }: z.output<typeof rowSchema>): KnownEntry | OtherEntry {
  const schema = Object.hasOwn(detailSchemas, kind) ? detailSchemas[kind as KnownKind] : undefined;
  const parsed = schema?.safeParse(detail);
  return parsed?.success
    ? ({ kind, detail: parsed.data } as KnownEntry)
    : { kind: "other", name: kind, detail };
}

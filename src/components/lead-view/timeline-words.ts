import {
  Ban,
  CalendarCheck,
  CircleDot,
  FileCheck,
  ListChecks,
  type LucideIcon,
  Mail,
  MailX,
  Pencil,
  Phone,
  PhoneForwarded,
  Plus,
  RotateCcw,
  StickyNote,
} from "lucide-react";
import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import type { TimelineEntry } from "@/lib/services/leads/timeline";
import { APPOINTMENT_EVENTS } from "@/lib/utils/appointment-words";
import { humanize } from "@/lib/utils/call-words";
import { CONSENT_LABELS } from "@/lib/utils/consent-bases";
import { formatPhone } from "@/lib/utils/format-phone";
import { nameMail } from "@/lib/utils/mail-words";

interface EntryWords {
  readonly icon: LucideIcon;
  readonly title: string;
  /** More about it, a line each. */
  readonly lines: readonly string[];
}

/** How an entry of the timeline reads. Notes and calls have looks of their own besides. */
export function describeEntry(entry: TimelineEntry): EntryWords {
  switch (entry.kind) {
    case "call":
      return { icon: Phone, title: `Call, attempt ${entry.detail.attempt}`, lines: [] };
    case "note":
      return { icon: StickyNote, title: "Note", lines: [] };
    case "lead.created": {
      const { file_name: fileName } = entry.detail;
      return { icon: Plus, title: fileName ? `Imported from ${fileName}` : "Added", lines: [] };
    }
    case "lead.edited":
      return { icon: Pencil, title: "Edited", lines: Object.entries(entry.detail).map(nameEdit) };
    case "lead.status_changed":
      return describeStatus(entry.detail);
    case "lead.list_changed":
      return {
        icon: ListChecks,
        title: entry.detail.to ? `Put on the list ${entry.detail.to}` : "Taken off its list",
        lines: entry.detail.from ? [`Before: ${entry.detail.from}`] : [],
      };
    case "consent.attested":
      return {
        icon: FileCheck,
        title: `Consent attested: ${CONSENT_LABELS[entry.detail.basis]}`,
        lines: entry.detail.note ? [entry.detail.note] : [],
      };
    case "suppression.added":
      return {
        icon: Ban,
        title: entry.detail.channel === "phone" ? "Number: do not call" : "Address: do not e-mail",
        lines: [entry.detail.reason],
      };
    case "email.sent":
      return {
        icon: Mail,
        title: `${nameMail(entry.detail.kind)} sent`,
        lines: entry.detail.subject ? [entry.detail.subject] : [],
      };
    case "email.failed":
      return {
        icon: MailX,
        title: `${nameMail(entry.detail.kind)} could not be sent`,
        lines: entry.detail.reason ? [entry.detail.reason] : [],
      };
    default:
      return describeOther(entry.name, entry.detail);
  }
}

type StatusDetail = Extract<TimelineEntry, { kind: "lead.status_changed" }>["detail"];

function describeStatus({ from, to, review_reason: review }: StatusDetail): EntryWords {
  const name = (status: typeof from) => LEAD_STATUS_LOOK[status].label;
  return {
    icon: CircleDot,
    title: `Status: ${name(from)} → ${name(to)}`,
    lines: review ? [review] : [],
  };
}

const OTHERS: Readonly<Record<string, { readonly icon: LucideIcon; readonly title: string }>> = {
  "lead.restored": { icon: RotateCcw, title: "Brought back after it was deleted" },
  "call.callback_requested": { icon: PhoneForwarded, title: "Asked to be called back" },
  "call.opted_out": { icon: Ban, title: "Asked not to be called again" },
  "email.unsubscribed": { icon: MailX, title: "Unsubscribed from e-mails" },
};

function describeOther(name: string, detail: Readonly<Record<string, unknown>>): EntryWords {
  const said = [detail.reason, detail.words].filter(
    (text): text is string => typeof text === "string" && text !== "",
  );
  if (Object.hasOwn(OTHERS, name)) {
    const { icon = CircleDot, title = name } = OTHERS[name] ?? {};
    return { icon, title, lines: said };
  }
  const appointment = APPOINTMENT_EVENTS[name];
  return appointment
    ? { icon: CalendarCheck, title: appointment, lines: said }
    : { icon: CircleDot, title: humanize(name.replace(/^.*\./, "")), lines: said };
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  company_name: "Company",
  contact_name: "Contact",
  email: "E-mail",
  timezone: "Time zone",
  review_reason: "Needs review",
  postal_code: "ZIP code",
};

function nameEdit([field, [before, after]]: [string, readonly [unknown, unknown]]): string {
  const name = FIELD_NAMES[field] ?? humanize(field);
  return `${name}: ${nameValue(field, before)} → ${nameValue(field, after)}`;
}

const MOST_LETTERS = 120;

function nameValue(field: string, value: unknown): string {
  if (typeof value !== "string" || value === "") return "nothing";
  if (field === "phone") return formatPhone(value);
  return value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS - 1)}…` : value;
}

const ACTORS: Readonly<Record<Exclude<TimelineEntry["actor"], "user">, string>> = {
  cron: "Automation",
  vapi: "Voice agent",
  cal: "Cal.com",
  system: "System",
};

/** Who did it. */
export function nameActor({ actor, isMine, userEmail }: TimelineEntry): string {
  if (isMine) return "You";
  return actor === "user" ? (userEmail ?? "Somebody who has left") : ACTORS[actor];
}

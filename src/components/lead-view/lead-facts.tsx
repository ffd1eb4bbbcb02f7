"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { OUTCOME_LOOK } from "@/components/call-list/outcome-badge";
import { BothTimes } from "@/components/lead-form/both-times";
import { useBusinessNow } from "@/components/live/clock-context";
import { Phone } from "@/components/ui/phone";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRecord } from "@/lib/services/leads/record";
import { formatTime, zoneAbbreviation } from "@/lib/utils/format-time";

interface LeadFactsProps {
  readonly lead: LeadRow;
  /** Undefined until it is there. */
  readonly record: LeadRecord | undefined;
}

/** How to reach a lead, where it stands, and where it came from. */
export function LeadFacts({ lead, record }: LeadFactsProps) {
  const place = [lead.city, lead.state].filter(Boolean).join(", ");
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-[0.8125rem]">
      {lead.contact_name ? <Fact name="Contact">{lead.contact_name}</Fact> : null}
      <Fact name="Phone">
        <Phone value={lead.phone} extension={lead.phone_extension} />
      </Fact>
      <Fact name="E-mail">
        <a
          href={`mailto:${lead.email}`}
          className="touch-target inline-flex max-w-full items-center gap-1 hover:text-accent-text hover:underline"
        >
          <Mail aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="truncate">{lead.email}</span>
        </a>
      </Fact>
      {place ? <Fact name="Place">{place}</Fact> : null}
      {lead.timezone ? (
        <Fact name="Their time">
          <TheirClock zone={lead.timezone} />
        </Fact>
      ) : null}
      <Fact name="Last called">
        {lead.last_called_at ? (
          <>
            <RelativeTime value={lead.last_called_at} />
            {lead.last_outcome ? (
              <span className="text-muted">, {OUTCOME_LOOK[lead.last_outcome].label}</span>
            ) : null}
          </>
        ) : (
          "Never"
        )}
      </Fact>
      {lead.callback_at ? (
        <Fact name="Callback">
          <BothTimes value={lead.callback_at} zone={lead.timezone} />
        </Fact>
      ) : null}
      {lead.list_id ? (
        <Fact name="List">
          <FactLink href={{ pathname: "/leads", query: { list: lead.list_id } }}>
            {lead.list_name ?? "Unnamed"}
          </FactLink>
        </Fact>
      ) : null}
      {record?.import ? (
        <Fact name="Imported">
          <FactLink href={{ pathname: `/imports/${record.import.id}` }}>
            {record.import.file_name}
          </FactLink>
        </Fact>
      ) : null}
      <CustomFacts custom={lead.custom} />
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

function Fact({ name, children }: FactProps) {
  return (
    <>
      <dt className="truncate text-muted" title={name}>
        {name}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

interface FactLinkProps {
  readonly href: { readonly pathname: string; readonly query?: { readonly list: string } };
  readonly children: string;
}

function FactLink({ href, children }: FactLinkProps) {
  return (
    <Link href={href} className="touch-target text-accent-text underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}

function TheirClock({ zone }: { readonly zone: string }) {
  const now = useBusinessNow();
  return (
    // The server's clock and the browser's differ by a moment.
    <span className="figure">
      {`${formatTime(now, zone, "time")} ${zoneAbbreviation(now, zone)}`}
    </span>
  );
}

/** The columns of the imported file that are none of our fields; the agent knows them, too. */
function CustomFacts({ custom }: { readonly custom: LeadRow["custom"] }) {
  if (typeof custom !== "object" || custom === null || Array.isArray(custom)) return null;
  return Object.entries(custom).map(([name, value]) => (
    <Fact key={name} name={name}>
      {String(value)}
    </Fact>
  ));
}

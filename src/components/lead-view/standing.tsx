"use client";

import { Ban, FileCheck, FileX2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import type { LeadRecord } from "@/lib/services/leads/record";
import { CONSENT_LABELS } from "@/lib/utils/consent-bases";
import { SUPPRESSION_SOURCES } from "@/lib/utils/suppression-words";

interface StandingProps {
  readonly record: LeadRecord;
  /** Undefined for whoever may not. */
  readonly onAttest: (() => void) | undefined;
  readonly onSuppress: (() => void) | undefined;
}

/** On which basis a lead may be called, and whether it asked not to be. */
export function Standing({ record, onAttest, onSuppress }: StandingProps) {
  return (
    <section aria-label="Consent and do not call" className="flex flex-col gap-2 text-[0.8125rem]">
      {record.suppressions.map((entry) => (
        <SuppressionLine key={entry.id} entry={entry} />
      ))}
      <ConsentLine record={record} />
      <div className="flex flex-wrap gap-2">
        {onAttest ? (
          <Button size="sm" onClick={onAttest}>
            <FileCheck aria-hidden="true" /> Attest consent…
          </Button>
        ) : null}
        {onSuppress && !record.suppressions.some(({ channel }) => channel === "phone") ? (
          <Button size="sm" onClick={onSuppress}>
            <Ban aria-hidden="true" /> Do not call…
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function SuppressionLine({ entry }: { readonly entry: LeadRecord["suppressions"][number] }) {
  return (
    <div className="flex gap-2 rounded-md bg-red-soft px-3 py-2 text-red">
      <Ban aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0">
        <span className="font-medium">
          {entry.channel === "phone" ? "Do not call this number" : "Do not e-mail this address"}:{" "}
        </span>
        {entry.reason} ({SUPPRESSION_SOURCES[entry.source]}
        {entry.suppressed_by ? `, ${entry.suppressed_by}` : null},{" "}
        <LocalTime value={entry.suppressed_at} />){" "}
        <Link href="/do-not-call" className="underline underline-offset-4">
          Open the list
        </Link>
      </p>
    </div>
  );
}

function ConsentLine({ record }: { readonly record: LeadRecord }) {
  const current = record.consents.find((consent) => consent.is_current);
  if (!current) {
    return (
      <p className="flex items-center gap-1.5 text-muted">
        <FileX2 aria-hidden="true" className="size-4 shrink-0" />
        No consent on record.
      </p>
    );
  }
  return (
    <details className="group/consent">
      <summary className="touch-target flex cursor-pointer list-none items-center gap-1.5 hover:underline">
        <FileCheck aria-hidden="true" className="size-4 shrink-0 text-green" />
        <span>
          {CONSENT_LABELS[current.basis]}
          <span className="text-muted">
            , attested {current.attested_by ? `by ${current.attested_by} ` : null}
            <LocalTime value={current.attested_at} />
          </span>
        </span>
      </summary>
      <div className="mt-1 flex flex-col gap-1 border-line border-l-2 pl-3 text-muted">
        <p>{current.text_shown}</p>
        {current.note ? <p>Note: {current.note}</p> : null}
        {record.consents.length > 1 ? (
          <p>{record.consents.length - 1} earlier on record: see the timeline.</p>
        ) : null}
      </div>
    </details>
  );
}

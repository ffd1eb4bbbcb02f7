"use client";

import { Mail, PhoneOff, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Phone } from "@/components/ui/phone";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { Suppression } from "@/lib/services/suppressions";
import { cn } from "@/lib/utils/cn";
import { formatPhone } from "@/lib/utils/format-phone";
import { SUPPRESSION_SOURCES } from "@/lib/utils/suppression-words";

interface SuppressionTableProps {
  readonly rows: readonly Suppression[];
  readonly people: Readonly<Record<string, string>>;
  readonly isStale: boolean;
  /** Undefined for whoever may not remove. */
  readonly onRemove: ((entry: Suppression) => void) | undefined;
}

/** On a phone a row becomes a small card: address and button, below them reason, source and time. */
const CARD_CELL = "max-md:block max-md:h-auto max-md:border-b-0 max-md:py-0.5";

const CARD_LINE =
  "max-md:inline-block max-md:h-auto max-md:border-b-0 max-md:py-0.5 max-md:align-bottom";

/** The entries of one page of the list. */
export function SuppressionTable({ rows, people, isStale, onRemove }: SuppressionTableProps) {
  return (
    <TableFrame
      label="Do-not-call list"
      className={cn("md:max-h-[calc(100dvh-15.5rem)]", isStale && "opacity-60")}
    >
      <Table aria-label="Do-not-call list" className="max-md:block">
        <TableHead className="max-md:hidden">
          <tr>
            <TableHeaderCell>Address</TableHeaderCell>
            <TableHeaderCell>Reason</TableHeaderCell>
            <TableHeaderCell>Source</TableHeaderCell>
            <TableHeaderCell>Since</TableHeaderCell>
            <TableHeaderCell>By</TableHeaderCell>
            {onRemove ? (
              <TableHeaderCell className="w-10">
                <span className="sr-only">Actions</span>
              </TableHeaderCell>
            ) : null}
          </tr>
        </TableHead>
        <TableBody className="max-md:block">
          {rows.map((entry) => (
            <TableRow
              key={entry.id}
              className="max-md:relative max-md:block max-md:h-auto max-md:border-line max-md:border-b max-md:py-1.5"
            >
              <TableCell className={cn(CARD_CELL, "font-medium max-md:pr-12")}>
                <AddressOf entry={entry} />
              </TableCell>
              <TableCell className={cn(CARD_CELL, "max-w-96 truncate")} title={entry.reason}>
                {entry.reason}
              </TableCell>
              <TableCell className={cn(CARD_LINE, "whitespace-nowrap text-muted max-md:pr-2")}>
                {SUPPRESSION_SOURCES[entry.source]}
              </TableCell>
              <TableCell className={cn(CARD_LINE, "max-md:px-0")}>
                <RelativeTime value={entry.suppressedAt} />
              </TableCell>
              <TableCell className={cn(CARD_LINE, "max-w-56 truncate text-muted max-md:pl-2")}>
                {nameOf(entry, people)}
              </TableCell>
              {onRemove ? (
                <TableCell className="text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:border-b-0">
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={`Remove ${shownAddress(entry)}`}
                    onClick={() => onRemove(entry)}
                  >
                    <X aria-hidden="true" />
                  </Button>
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}

/** An entry's address as people read it. */
export function shownAddress({ channel, address }: Suppression): string {
  return channel === "phone" ? formatPhone(address) : address;
}

function AddressOf({ entry }: { readonly entry: Suppression }) {
  if (entry.channel === "phone") {
    return (
      <span className="flex items-center gap-2">
        <PhoneOff aria-label="Phone" className="size-3.5 shrink-0 text-muted" />
        <Phone value={entry.address} />
      </span>
    );
  }
  return (
    <span className="group/phone flex min-w-0 items-center gap-2">
      <Mail aria-label="E-mail" className="size-3.5 shrink-0 text-muted" />
      <span className="max-w-72 truncate" title={entry.address}>
        {entry.address}
      </span>
      <CopyButton
        text={entry.address}
        what="e-mail address"
        className="opacity-0 focus-visible:opacity-100 group-hover/phone:opacity-100 pointer-coarse:opacity-100"
      />
    </span>
  );
}

function nameOf({ source, createdBy }: Suppression, people: SuppressionTableProps["people"]) {
  if (createdBy) return people[createdBy] ?? "Somebody who left the team";
  return source === "staff" || source === "import" ? "Somebody who left the team" : "–";
}

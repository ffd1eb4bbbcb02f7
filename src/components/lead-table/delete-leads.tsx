"use client";

import { useState } from "react";
import { toast } from "sonner";
import { deleteLeadsAction } from "@/app/(desk)/leads/actions";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { runAction } from "@/lib/utils/action-result";

export interface DeletableLead {
  readonly id: string;
  readonly companyName: string | undefined;
}

interface DeleteLeadsProps {
  readonly leads: readonly DeletableLead[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before leads are deleted, by name when it is one. */
export function DeleteLeads({ leads, onClose, onDeleted }: DeleteLeadsProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const name = (leads.length === 1 && leads[0]?.companyName) || countLeads(leads.length);
  const confirm = async () => {
    setIsBusy(true);
    const result = await runAction(deleteLeadsAction({ leadIds: leads.map((lead) => lead.id) }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    report(result.data.deletedCount, leads.length);
    onDeleted();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen={leads.length > 0}
      onOpenChange={(isOpen) => {
        if (isOpen) return;
        setError(undefined);
        onClose();
      }}
      title={`Delete ${name}?`}
      description="The lead, its notes and its timeline go for good. Calls already made stay on record, as the law asks."
      confirmLabel={leads.length === 1 ? "Delete" : `Delete ${countLeads(leads.length)}`}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      error={error}
    />
  );
}

function countLeads(count: number): string {
  return count === 1 ? "1 lead" : `${count} leads`;
}

function report(deletedCount: number, askedCount: number): void {
  const keptCount = askedCount - deletedCount;
  if (keptCount === 0) toast.success(`${countLeads(deletedCount)} deleted`);
  else {
    toast.warning(`${countLeads(deletedCount)} deleted`, {
      description: `${countLeads(keptCount)} stayed: being called right now, or already gone.`,
    });
  }
}

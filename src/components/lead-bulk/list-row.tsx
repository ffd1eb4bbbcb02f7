"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteLeadListAction, renameLeadListAction } from "@/app/(desk)/leads/view-actions";
import { useClockSettings } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { askService } from "@/lib/browser-db";
import type { LeadList } from "@/lib/services/leads/lists";
import { runAction } from "@/lib/utils/action-result";
import { createClock } from "@/lib/utils/clock";
import { countLeads } from "./bulk-words";

interface ListRowProps {
  readonly list: LeadList;
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}

/** One list among those of the team. */
export function ListRow({ list, teamId, canEdit, onChanged }: ListRowProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const [letGo, setLetGo] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const clock = useClockSettings();
  const askToDelete = async () => {
    setError(undefined);
    setLetGo(await describeLetGo(teamId, list.id, createClock(clock).now));
  };
  const remove = async () => {
    setIsBusy(true);
    const result = await runAction(deleteLeadListAction({ listId: list.id }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    toast.success(`The list ${list.name} is deleted`);
    onChanged();
  };
  if (isRenaming) {
    return <RenameList list={list} onClose={() => setIsRenaming(false)} onRenamed={onChanged} />;
  }
  return (
    <li className="flex items-center gap-1">
      <span className="min-w-0 grow truncate">{list.name}</span>
      {canEdit ? (
        <>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Rename ${list.name}`}
            onClick={() => setIsRenaming(true)}
          >
            <Pencil aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Delete ${list.name}`}
            onClick={() => void askToDelete()}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        </>
      ) : null}
      <ConfirmDialog
        isOpen={letGo !== undefined}
        onOpenChange={(open) => !open && setLetGo(undefined)}
        title={`Delete the list ${list.name}?`}
        description={letGo}
        confirmLabel="Delete"
        isBusy={isBusy}
        onConfirm={() => void remove()}
        error={error}
      />
    </li>
  );
}

interface RenameListProps {
  readonly list: LeadList;
  readonly onClose: () => void;
  readonly onRenamed: () => void;
}

function RenameList({ list, onClose, onRenamed }: RenameListProps) {
  const [name, setName] = useState(list.name);
  const [isBusy, setIsBusy] = useState(false);
  const rename = async () => {
    if (name.trim() === "" || name.trim() === list.name) return onClose();
    setIsBusy(true);
    const result = await runAction(renameLeadListAction({ listId: list.id, name }));
    setIsBusy(false);
    if (!result.isOk) return toast.error(result.message);
    if (result.data.kind === "name_taken") {
      return toast.error("A list has this name already. Choose another one.");
    }
    onRenamed();
    onClose();
  };
  return (
    <li>
      <form
        noValidate
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <Input
          aria-label={`New name of ${list.name}`}
          maxLength={80}
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={isBusy}>
          Rename
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </form>
    </li>
  );
}

/** How many leads a list lets go when it is deleted; without an answer, that it does. */
async function describeLetGo(teamId: string, listId: string, now: () => Date): Promise<string> {
  try {
    const { count, isExact } = await askService(
      () => import("@/lib/services/leads/list"),
      (service, db) => service.countLeads({ db, now }, { teamId, filters: { list: [listId] } }),
    );
    if (count === 0) return "No lead is on it.";
    return `${isExact ? "" : "About "}${countLeads(count)} will be on no list. The leads themselves stay.`;
  } catch {
    return "Its leads will be on no list. The leads themselves stay.";
  }
}

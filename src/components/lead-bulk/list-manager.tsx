"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { createLeadListAction } from "@/app/(desk)/leads/view-actions";
import { listsKey, useLeadLists } from "@/components/lead-filters/use-named-options";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { runAction } from "@/lib/utils/action-result";
import { ListRow } from "./list-row";

export interface ListManagerProps {
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

const LIST_NAME_TAKEN = "A list has this name already. Choose another one.";

/** The team's lists: begin, rename and delete them. */
export function ListManager({ teamId, canEdit, onClose }: ListManagerProps) {
  const lists = useLeadLists(teamId);
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: listsKey(teamId) });
    void client.invalidateQueries({ queryKey: leadKeys.all });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="sm"
        title="Lists"
        description="A lead is on one list or on none. Assign a list to selected leads, or filter by it."
      >
        <div className="flex flex-col gap-4">
          {lists.data?.length === 0 ? <p className="text-muted">There are no lists yet.</p> : null}
          <ul className="flex flex-col gap-1">
            {lists.data?.map((list) => (
              <ListRow
                key={list.id}
                list={list}
                teamId={teamId}
                canEdit={canEdit}
                onChanged={refresh}
              />
            ))}
          </ul>
          {canEdit ? <NewListForm onCreated={refresh} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function NewListForm({ onCreated }: { readonly onCreated: () => void }) {
  const [name, setName] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const create = async () => {
    if (name.trim() === "") return setError("Give the list a name.");
    setIsBusy(true);
    const result = await runAction(createLeadListAction({ name }));
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    if (result.data.kind === "name_taken") return setError(LIST_NAME_TAKEN);
    setName("");
    setError(undefined);
    onCreated();
  };
  return (
    <form
      noValidate
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Field label="New list" error={error} className="grow">
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={isBusy}>
        <Plus aria-hidden="true" /> Create
      </Button>
    </form>
  );
}

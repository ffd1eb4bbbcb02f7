"use client";

import { useState } from "react";
import { createLeadViewAction, renameLeadViewAction } from "@/app/(desk)/leads/view-actions";
import { toViewQuery } from "@/components/lead-filters/filter-values";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { LeadView } from "@/lib/services/leads/views";
import { runAction } from "@/lib/utils/action-result";
import type { ShownView } from "./current-view";
import { keepLayout } from "./kept-layout";

/** What the dialog is for. */
export type ViewTask =
  | { readonly kind: "save" }
  | { readonly kind: "rename"; readonly view: LeadView };

export interface ViewDialogProps {
  readonly task: ViewTask;
  readonly shown: ShownView;
  /** May keep views for the team. */
  readonly canEdit: boolean;
  readonly onClose: () => void;
  readonly onSaved: (view: LeadView) => void;
}

/** Keeps what is shown under a name, or gives a kept view another name. */
export function ViewDialog(props: ViewDialogProps) {
  const { task, onClose } = props;
  const isNew = task.kind === "save";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="sm"
        title={isNew ? "Save this view" : `Rename “${task.view.name}”`}
        {...(isNew ? { description: "Filters, sorting, and the columns as they are now." } : {})}
      >
        <ViewForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function ViewForm({ task, shown, canEdit, onClose, onSaved }: ViewDialogProps) {
  const [name, setName] = useState(task.kind === "rename" ? task.view.name : "");
  const [isMine, setIsMine] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async () => {
    if (name.trim() === "") return setError("Give the view a name.");
    setIsBusy(true);
    const result = await runAction(
      task.kind === "rename"
        ? renameLeadViewAction({ viewId: task.view.id, name })
        : createLeadViewAction({
            name,
            isMine,
            query: toViewQuery(shown.filters, shown.sort),
            layout: keepLayout(shown.layout),
          }),
    );
    setIsBusy(false);
    if (!result.isOk) return setError(result.message);
    if (result.data.kind === "name_taken") return setError(nameTaken(task, isMine));
    toast.success(`“${result.data.view.name}” is ${task.kind === "save" ? "saved" : "renamed"}`);
    onSaved(result.data.view);
    onClose();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label="Name" error={error} required>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {task.kind === "save" && canEdit ? (
        <fieldset className="flex flex-col gap-1">
          <legend className="pb-1.5 font-medium text-[0.8125rem]">For whom?</legend>
          <Choice label="For me" isChosen={isMine} onChoose={() => setIsMine(true)} />
          <Choice label="For the whole team" isChosen={!isMine} onChoose={() => setIsMine(false)} />
        </fieldset>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isBusy}>
          {task.kind === "save" ? "Save" : "Rename"}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-7 w-fit items-center gap-2 text-[0.8125rem] pointer-coarse:min-h-11">
      <input
        type="radio"
        name="view-owner"
        checked={isChosen}
        onChange={onChoose}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}

function nameTaken(task: ViewTask, isMine: boolean): string {
  const isOwn = task.kind === "rename" ? task.view.isMine : isMine;
  return isOwn
    ? "You have a view of this name already. Choose another name, or update that view."
    : "The team has a view of this name already. Choose another name, or update that view.";
}

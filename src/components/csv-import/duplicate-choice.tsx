"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { askService } from "@/lib/browser-db";
import type { DuplicatePolicy } from "@/lib/services/imports/schema";

export interface DuplicateDraft {
  readonly duplicatePolicy: DuplicatePolicy;
  readonly listId: string | null;
  readonly newListName: string | null;
}

export const FIRST_DRAFT: DuplicateDraft = {
  duplicatePolicy: "skip",
  listId: null,
  newListName: null,
};

const POLICIES: readonly { readonly value: DuplicatePolicy; readonly label: string }[] = [
  { value: "skip", label: "Leave them as they are" },
  { value: "update_empty", label: "Fill in what is empty" },
  { value: "overwrite", label: "Overwrite with what the file says" },
];

const EXPLANATIONS: Readonly<Record<DuplicatePolicy, string>> = {
  skip: "The row is skipped and listed with the reason.",
  update_empty: "Fields that have a value keep it. Status, attempts and history stay.",
  overwrite:
    "Filled cells replace the fields; empty cells change nothing. Status, attempts and history stay.",
};

/** The value of "a new list" among the lists. */
const NEW_LIST = "new";

interface DuplicateChoiceProps {
  readonly teamId: string;
  readonly value: DuplicateDraft;
  readonly onChange: (draft: DuplicateDraft) => void;
}

/** What becomes of rows whose number is known, and the list that the leads go on. */
export function DuplicateChoice({ teamId, value, onChange }: DuplicateChoiceProps) {
  const [policyId, listId] = [useId(), useId()];
  const lists = useLists(teamId);
  const chooseList = (chosen: string) =>
    onChange({
      ...value,
      listId: chosen === "" || chosen === NEW_LIST ? null : chosen,
      newListName: chosen === NEW_LIST ? "" : null,
    });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="flex flex-col gap-1">
        <label htmlFor={policyId} className="font-medium text-[0.8125rem]">
          Leads with the same number
        </label>
        <NativeSelect
          id={policyId}
          value={value.duplicatePolicy}
          onChange={(event) => {
            const policy = POLICIES.find((known) => known.value === event.target.value);
            if (policy) onChange({ ...value, duplicatePolicy: policy.value });
          }}
        >
          {POLICIES.map((policy) => (
            <option key={policy.value} value={policy.value}>
              {policy.label}
            </option>
          ))}
        </NativeSelect>
        <p className="text-muted text-xs">{EXPLANATIONS[value.duplicatePolicy]}</p>
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={listId} className="font-medium text-[0.8125rem]">
          List
        </label>
        <NativeSelect
          id={listId}
          value={value.newListName === null ? (value.listId ?? "") : NEW_LIST}
          onChange={(event) => chooseList(event.target.value)}
        >
          <option value="">No list</option>
          {lists.data?.map((list) => (
            <option key={list.id} value={list.id}>
              {list.name}
            </option>
          ))}
          <option value={NEW_LIST}>A new list…</option>
        </NativeSelect>
        {value.newListName !== null ? (
          <Field label="Name of the new list">
            {(control) => (
              <Input
                value={value.newListName ?? ""}
                maxLength={80}
                onChange={(event) => onChange({ ...value, newListName: event.target.value })}
                {...control}
              />
            )}
          </Field>
        ) : null}
      </div>
    </div>
  );
}

function useLists(teamId: string) {
  return useQuery({
    queryKey: ["lead-lists", teamId],
    queryFn: () =>
      askService(
        () => import("@/lib/services/leads/lists"),
        ({ listLeadLists }, db) => listLeadLists({ db }, { teamId }),
      ),
  });
}

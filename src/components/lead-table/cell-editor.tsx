"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { editLeadAction } from "@/app/(desk)/leads/actions";
import { Button } from "@/components/ui/button";
import {
  EDITED_COLUMNS,
  type EditedColumn,
  type EditedField,
} from "@/lib/services/leads/edited-columns";
import type { LeadPage, LeadRow } from "@/lib/services/leads/list";
import { runAction } from "@/lib/utils/action-result";
import { formatPhone } from "@/lib/utils/format-phone";
import type { EditableField } from "./editable-fields";
import { leadKeys } from "./lead-keys";
import { LEAD_COLUMN_LABELS } from "./lead-layout";

interface CellEditorProps {
  readonly lead: LeadRow;
  readonly field: EditableField;
  readonly onClose: () => void;
  /** Saved, and on to the next field of the row or the one before; false where there is none. */
  readonly onStep: (step: 1 | -1) => boolean;
}

type Trouble =
  | { readonly kind: "invalid"; readonly message: string }
  | {
      readonly kind: "conflict";
      readonly theirs: Seen;
      /** As the cell would show it. */
      readonly text: string;
      readonly by: string | null;
    };

/** What stood in the columns of the field. */
type Seen = Partial<Pick<LeadRow, EditedColumn>>;

/**
 * Changes a field where it stands: Enter saves, Tab saves and goes on to the next, Escape leaves it. What is typed shows at
 * once; if a colleague has changed the field meanwhile, nothing is overwritten and both values are there to choose from.
 */
export function CellEditor({ lead, field, onClose, onStep }: CellEditorProps) {
  // Fixed when the edit begins: what arrives meanwhile must not alter it.
  const [seen, setSeen] = useState(() => readSeen(field, lead));
  const [text, setText] = useState(() => toText(field, lead));
  const [trouble, setTrouble] = useState<Trouble>();
  const [isBusy, setIsBusy] = useState(false);
  const inputRef = useRef<HTMLInputElement>(null);
  // Giving the focus back is no way of leaving the input that saves.
  const hasLeft = useRef(false);
  const troubleId = useId();
  const client = useQueryClient();
  const put = usePutRow();
  useEffect(() => inputRef.current?.select(), []);

  const save = async (against = seen, leave = close) => {
    if (isBusy || hasLeft.current) return;
    if (text === toText(field, { ...lead, ...against })) return leave();
    setIsBusy(true);
    setTrouble(undefined);
    const undo = put(lead.id, { [field]: text === "" ? null : text });
    const result = await runAction(
      editLeadAction({
        leadId: lead.id,
        values: { [FORM_FIELDS[field]]: text },
        seen: against,
      }),
    );
    setIsBusy(false);
    if (result.isOk && result.data.kind === "saved") {
      put(lead.id, result.data.lead);
      client.setQueryData(leadKeys.fields(lead.id), result.data.lead);
      return leave();
    }
    undo();
    if (!result.isOk) setTrouble({ kind: "invalid", message: result.message });
    else if (result.data.kind === "invalid") setTrouble(result.data);
    else if (result.data.kind === "conflict") {
      const { current, changedBy } = result.data;
      const theirs = { ...against, ...(current as Seen) };
      put(lead.id, theirs);
      setTrouble({
        kind: "conflict",
        theirs,
        text: toText(field, { ...lead, ...theirs }),
        by: changedBy,
      });
    }
    inputRef.current?.focus();
  };
  const close = () => {
    hasLeft.current = true;
    const row = inputRef.current?.closest<HTMLElement>("[data-lead-id]");
    // Who has gone on to something else stays there.
    const isHere = row?.contains(document.activeElement) === true;
    onClose();
    if (isHere) row?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") void save();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") {
      event.preventDefault();
      void save(seen, () => {
        hasLeft.current = true;
        if (!onStep(event.shiftKey ? -1 : 1)) close();
      });
    }
  };
  return (
    <span className="relative block">
      <input
        ref={inputRef}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (!event.relatedTarget?.closest("[data-cell-trouble]")) void save();
        }}
        aria-busy={isBusy}
        aria-label={`${LEAD_COLUMN_LABELS[field]} of ${lead.company_name}`}
        aria-invalid={trouble !== undefined}
        aria-describedby={trouble ? troubleId : undefined}
        className="h-7 w-full rounded border border-accent bg-surface px-1 outline-none"
      />
      {trouble ? (
        <TroubleNote
          id={troubleId}
          trouble={trouble}
          onKeepMine={(theirs) => {
            setSeen(theirs);
            void save(theirs);
          }}
          onTakeTheirs={close}
        />
      ) : null}
    </span>
  );
}

interface TroubleNoteProps {
  readonly id: string;
  readonly trouble: Trouble;
  readonly onKeepMine: (theirs: Seen) => void;
  readonly onTakeTheirs: () => void;
}

function TroubleNote({ id, trouble, onKeepMine, onTakeTheirs }: TroubleNoteProps) {
  return (
    <span
      id={id}
      role="alert"
      data-cell-trouble=""
      className="fixed z-40 mt-1 flex max-w-80 flex-col gap-2 whitespace-normal rounded-md border border-line bg-surface p-2 text-xs shadow-floating"
    >
      {trouble.kind === "invalid" ? (
        <span className="text-danger-text">{trouble.message}</span>
      ) : (
        <>
          <span>
            {trouble.by ?? "Somebody"} changed this to “{trouble.text || "nothing"}” while you were
            editing.
          </span>
          <span className="flex gap-2">
            <Button size="sm" variant="primary" onClick={() => onKeepMine(trouble.theirs)}>
              Keep mine
            </Button>
            <Button size="sm" onClick={onTakeTheirs}>
              Take theirs
            </Button>
          </span>
        </>
      )}
    </span>
  );
}

const FORM_FIELDS: Readonly<Record<EditableField, EditedField>> = {
  company_name: "companyName",
  contact_name: "contactName",
  phone: "phone",
  email: "email",
  city: "city",
};

function toText(field: EditableField, lead: LeadRow): string {
  if (field !== "phone") return lead[field] ?? "";
  return formatPhone(lead.phone) + (lead.phone_extension ? ` ext. ${lead.phone_extension}` : "");
}

function readSeen(field: EditableField, lead: LeadRow): Seen {
  const columns: readonly EditedColumn[] = EDITED_COLUMNS[FORM_FIELDS[field]];
  return Object.fromEntries(columns.map((column) => [column, lead[column]])) as Seen;
}

/** Puts values into the row wherever it is listed; gives back what takes them out again. */
function usePutRow() {
  const client = useQueryClient();
  const write = (leadId: string, values: Partial<LeadRow>) =>
    client.setQueriesData<LeadPage>({ queryKey: leadKeys.pages }, (page) =>
      page
        ? {
            ...page,
            rows: page.rows.map((row) => (row.id === leadId ? { ...row, ...values } : row)),
          }
        : page,
    );
  return (leadId: string, values: Partial<LeadRow>): (() => void) => {
    const old = client
      .getQueriesData<LeadPage>({ queryKey: leadKeys.pages })
      .flatMap(([, page]) => page?.rows ?? [])
      .find((row) => row.id === leadId);
    write(leadId, values);
    // These values alone: others may have changed the rest of the page meanwhile.
    return () => {
      if (!old) return;
      const names = Object.keys(values) as (keyof LeadRow)[];
      write(leadId, Object.fromEntries(names.map((name) => [name, old[name]])));
    };
  };
}

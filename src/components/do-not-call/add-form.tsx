"use client";

import { type FormEvent, useState } from "react";
import { addSuppressionsAction } from "@/app/(desk)/do-not-call/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { runAction } from "@/lib/utils/action-result";
import { readAddressLines } from "@/lib/utils/addresses";

interface AddFormProps {
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

const MOST_LINES = 500;

/** Takes numbers and addresses, one a line, with the reason. What was typed stays when something is wrong. */
export function AddForm({ onAdded, onClose }: AddFormProps) {
  const [lines, setLines] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setIsTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const linesError = isTried ? findFault(lines) : undefined;
  const reasonError =
    isTried && reason.trim() === "" ? "Give a reason, for whoever asks later." : undefined;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (findFault(lines) || reason.trim() === "") return;
    setIsBusy(true);
    const result = await runAction(addSuppressionsAction({ lines, reason }));
    setIsBusy(false);
    if (!result.isOk) return setFailure(result.message);
    if (result.data.kind === "unreadable") return setFailure(result.data.unreadable[0]?.reason);
    toast.success(tell(result.data.addedCount, result.data.knownCount));
    onAdded();
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => void add(event)} className="flex flex-col gap-4">
      {failure ? <Notice kind="error">{failure}</Notice> : null}
      <Field
        label="Phone numbers or e-mail addresses"
        hint="One a line."
        error={linesError}
        required
      >
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            className="figure"
            placeholder={"(205) 555-0147\njane@company.example"}
            value={lines}
            onChange={(event) => setLines(event.target.value)}
          />
        )}
      </Field>
      <Field label="Reason" error={reasonError} required>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            placeholder="Asked by letter not to be called"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isBusy}>
          Add
        </Button>
      </div>
    </form>
  );
}

function findFault(lines: string): string | undefined {
  const { addresses, unreadable } = readAddressLines(lines);
  const [first] = unreadable;
  if (first) {
    const others = unreadable.length > 1 ? ` ${unreadable.length - 1} more cannot be read.` : "";
    return `Line ${first.lineNumber}: ${first.reason}${others}`;
  }
  if (addresses.length === 0) return "Enter a phone number or an e-mail address.";
  if (addresses.length <= MOST_LINES) return undefined;
  return `At most ${MOST_LINES} lines at once. Use "Import a list" for more.`;
}

function tell(addedCount: number, knownCount: number): string {
  const added = addedCount === 1 ? "1 added" : `${addedCount} added`;
  return knownCount === 0 ? added : `${added}, ${knownCount} already on the list`;
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Download, Plus, Upload } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { AddForm } from "./add-form";
import { suppressionKeys } from "./do-not-call-keys";
import { ListImport } from "./list-import";

/** Export for everybody; adding and importing for whoever may change things. */
export function DoNotCallActions({ canEdit }: { readonly canEdit: boolean }) {
  const [open, setOpen] = useState<"add" | "import">();
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: suppressionKeys.all });
  const close = () => setOpen(undefined);
  return (
    <>
      <Button asChild>
        <a href="/api/do-not-call/export">
          <Download aria-hidden="true" /> Export
        </a>
      </Button>
      {canEdit ? (
        <>
          <Button onClick={() => setOpen("import")}>
            <Upload aria-hidden="true" /> Import a list
          </Button>
          <Button variant="primary" onClick={() => setOpen("add")}>
            <Plus aria-hidden="true" /> Add
          </Button>
          <Dialog open={open === "add"} onOpenChange={(isOpen) => !isOpen && close()}>
            <DialogContent
              size="sm"
              title="Add to the do-not-call list"
              description="Calls and mails that wait for these addresses are cancelled at once."
            >
              <AddForm onAdded={refresh} onClose={close} />
            </DialogContent>
          </Dialog>
          <Dialog open={open === "import"} onOpenChange={(isOpen) => !isOpen && close()}>
            <DialogContent
              title="Import a do-not-call list"
              description="A CSV or text file with one phone number or e-mail address a row."
              // A click beside the dialog must not stop a long import.
              onInteractOutside={(event) => event.preventDefault()}
            >
              <ListImport onChanged={refresh} onClose={close} />
            </DialogContent>
          </Dialog>
        </>
      ) : null}
    </>
  );
}

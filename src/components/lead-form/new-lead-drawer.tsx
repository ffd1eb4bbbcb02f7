"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet, SheetClose, SheetContent } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { NewLeadForm } from "./new-lead-form";

interface NewLeadDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** The drawer in which a lead is added by hand. */
export function NewLeadDrawer({ isOpen, onClose, onSaved }: NewLeadDrawerProps) {
  const formId = useId();
  const [isBusy, setIsBusy] = useState(false);
  const finish = (companyName: string) => {
    toast.success(`${companyName} added`);
    onSaved();
    onClose();
  };
  return (
    <Sheet open={isOpen} onOpenChange={(open) => open || onClose()}>
      <SheetContent
        title="Add lead"
        footer={
          <>
            <SheetClose asChild>
              <Button>Cancel</Button>
            </SheetClose>
            <Button type="submit" form={formId} variant="primary" busy={isBusy}>
              Add lead
            </Button>
          </>
        }
      >
        <NewLeadForm formId={formId} onBusy={setIsBusy} onSaved={finish} />
      </SheetContent>
    </Sheet>
  );
}

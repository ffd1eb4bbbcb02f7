"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callLeadNowAction } from "@/app/(desk)/leads/call-actions";
import { useBusinessNow } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import type { LeadRow } from "@/lib/services/leads/list";
import { runAction } from "@/lib/utils/action-result";
import { formatPhone } from "@/lib/utils/format-phone";
import { formatTime, zoneAbbreviation } from "@/lib/utils/format-time";

export interface CallNowDialogProps {
  readonly lead: LeadRow;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Answer =
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "held"; readonly sentence: string; readonly nextAt: string | null }
  | { readonly kind: "already_calling"; readonly callId: string };

/** Asks before the phone rings, calls, and leads to the live call; or says which gate holds the lead. */
export function CallNowDialog({ lead, isOpen, onClose }: CallNowDialogProps) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const call = async () => {
    setIsBusy(true);
    setAnswer(undefined);
    const result = await runAction(callLeadNowAction({ leadId: lead.id }));
    setIsBusy(false);
    if (!result.isOk) return setAnswer({ kind: "message", text: result.message });
    const { data } = result;
    if (data.kind === "calling") {
      onClose();
      return router.push(`/calls/${data.callId}`);
    }
    if (data.kind === "not_placed") {
      return setAnswer({ kind: "message", text: `The call could not be placed. ${data.reason}` });
    }
    if (data.kind === "gone") {
      return setAnswer({
        kind: "message",
        text: "This lead is gone. Somebody may have deleted it.",
      });
    }
    setAnswer(data);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Call ${lead.company_name} now?`}
        description={<Where lead={lead} />}
        footer={
          <>
            <Button onClick={onClose}>{answer ? "Close" : "Cancel"}</Button>
            <Button variant="primary" busy={isBusy} onClick={() => void call()}>
              {answer ? "Try again" : "Call now"}
            </Button>
          </>
        }
      >
        {answer ? <AnswerNote answer={answer} zone={lead.timezone} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Where({ lead }: { readonly lead: LeadRow }) {
  const now = useBusinessNow();
  const phone = formatPhone(lead.phone);
  if (!lead.timezone) return `The AI agent calls ${phone}.`;
  const time = `${formatTime(now, lead.timezone, "time")} ${zoneAbbreviation(now, lead.timezone)}`;
  return (
    <span>
      The AI agent calls {phone}. It is {time} there.
    </span>
  );
}

function AnswerNote({ answer, zone }: { readonly answer: Answer; readonly zone: string | null }) {
  switch (answer.kind) {
    case "message":
      return <Notice kind="error">{answer.text}</Notice>;
    case "already_calling":
      return (
        <Notice kind="info">
          This lead is being called right now.{" "}
          <Link href={`/calls/${answer.callId}`}>Watch it</Link>
        </Notice>
      );
    case "held":
      return (
        <Notice kind="warning">
          Not called: {answer.sentence}
          {answer.nextAt ? (
            <>
              {" "}
              Next possible <LocalTime value={answer.nextAt} zone={zone} />.
            </>
          ) : null}
        </Notice>
      );
  }
}

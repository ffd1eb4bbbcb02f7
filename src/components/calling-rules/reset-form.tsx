"use client";

import { useMemo, useState } from "react";
import { resetCallingRuleAction } from "@/app/(desk)/automation/rules/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { CallingRule } from "@/lib/services/calling-rules";
import { runAction } from "@/lib/utils/action-result";
import { PolicyPreview } from "./policy-preview";
import { formatHours, stateName } from "./rule-words";

interface ResetFormProps {
  readonly teamId: string;
  readonly rule: CallingRule;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What the default is, what it would change, and the way back to it. */
export function ResetForm({ teamId, rule, onClose, onDone }: ResetFormProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const changes = useMemo(() => ({ rules: [{ state: rule.state }] }), [rule.state]);
  const reset = async () => {
    setIsBusy(true);
    const result = await runAction(resetCallingRuleAction({ state: rule.state }));
    setIsBusy(false);
    if (!result.isOk) return setFailure(result.message);
    toast.success(`${stateName(rule.state)} is back to its default`);
    onDone();
    onClose();
  };
  return (
    <div className="flex flex-col gap-4">
      {failure ? <Notice kind="error">{failure}</Notice> : null}
      <p className="text-[0.8125rem]">
        The default: weekdays {formatHours(rule.default, "weekday")}, Saturday{" "}
        {formatHours(rule.default, "saturday")}, Sunday {formatHours(rule.default, "sunday")}
        {rule.needsRegistration ? "; no calls until a registration is confirmed." : "."}
      </p>
      <PolicyPreview teamId={teamId} changes={changes} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="danger" busy={isBusy} onClick={() => void reset()}>
          Back to the default
        </Button>
      </div>
    </div>
  );
}

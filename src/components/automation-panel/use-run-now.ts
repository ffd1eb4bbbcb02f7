"use client";

import { useState } from "react";
import { runNowAction } from "@/app/(desk)/automation/actions";
import { toast } from "@/components/ui/toast";
import { runAction } from "@/lib/utils/action-result";

/** Starts a run by hand and says what came of it. */
export function useRunNow() {
  const [isBusy, setIsBusy] = useState(false);
  const runNow = async () => {
    setIsBusy(true);
    const result = await runAction(runNowAction());
    setIsBusy(false);
    if (!result.isOk) return toast.error(result.message);
    const { claimed, placed, error } = result.data;
    if (error) return toast.error("The run stopped early", { description: error });
    if (claimed === 0) {
      return toast.info("No lead is due now", {
        description: "All wait for their hours, a retry or a callback, or the limits are reached.",
      });
    }
    return toast.success(placed === 1 ? "1 call placed" : `${placed} calls placed`);
  };
  return { isBusy, runNow: () => void runNow() };
}

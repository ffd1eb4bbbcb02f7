"use client";

import { useQueryState } from "nuqs";
import { useCallback } from "react";
import { leadDrawerParser } from "./lead-filters";

/** Which lead's drawer is open, kept in the address so that it can be linked to and left with "back". */
export function useLeadDrawer() {
  const [value, setValue] = useQueryState(
    "lead",
    leadDrawerParser.withOptions({ history: "push" }),
  );
  const open = useCallback((leadId: string) => void setValue(leadId), [setValue]);
  const openNew = useCallback(() => void setValue("new"), [setValue]);
  const close = useCallback(() => void setValue(null), [setValue]);
  const isNew = value === "new";
  return { isNew, leadId: isNew ? undefined : (value ?? undefined), open, openNew, close };
}

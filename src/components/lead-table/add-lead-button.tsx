"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useLeadDrawer } from "./use-lead-drawer";

export function AddLeadButton() {
  const { openNew } = useLeadDrawer();
  return (
    <Button onClick={openNew}>
      <Plus aria-hidden="true" /> Add lead
    </Button>
  );
}

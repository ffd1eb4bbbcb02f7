"use client";

import { Ellipsis, FileCheck, Pencil, RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { CallingRule } from "@/lib/services/calling-rules";
import type { RuleQuestion } from "./rule-dialogs";
import { awaitsRegistration, stateName } from "./rule-words";

interface RuleMenuProps {
  readonly rule: CallingRule;
  readonly onAsk: (kind: RuleQuestion["kind"]) => void;
}

/** What an admin can do with one state. */
export function RuleMenu({ rule, onAsk }: RuleMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${stateName(rule.state)}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onAsk("edit")}>
          <Pencil aria-hidden="true" /> Edit
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!awaitsRegistration(rule)} onSelect={() => onAsk("confirm")}>
          <FileCheck aria-hidden="true" /> Confirm registration
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!rule.own} onSelect={() => onAsk("reset")}>
          <RotateCcw aria-hidden="true" /> Back to the default
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

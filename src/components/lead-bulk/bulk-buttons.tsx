"use client";

import { CircleDot, Download, FileCheck, List, PhoneOff, RotateCcw, Trash2 } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { LeadAction } from "@/lib/services/leads/lead-action";

interface BulkButtonsProps {
  readonly teamId: string;
  readonly canEdit: boolean;
  readonly onAct: (action: LeadAction, listName?: string) => void;
  readonly onAsk: (kind: "attest" | "suppress") => void;
  readonly onManageLists: () => void;
  readonly onExport: () => void;
}

const loadMenus = () => import("./bulk-menus");
const LazyStatusMenu = lazy(async () => ({ default: (await loadMenus()).StatusMenu }));
const LazyListMenu = lazy(async () => ({ default: (await loadMenus()).ListMenu }));

/** What can be done with selected leads; for viewers only the export. */
export function BulkButtons(props: BulkButtonsProps) {
  const { canEdit, onAct, onAsk, onExport } = props;
  const exportButton = (
    <Button size="sm" onClick={onExport}>
      <Download aria-hidden="true" /> Export
    </Button>
  );
  if (!canEdit) return exportButton;
  return (
    <>
      <StatusButton onAct={onAct} />
      <Button size="sm" onClick={() => onAct({ kind: "requeue" })}>
        <RotateCcw aria-hidden="true" /> Put back in queue
      </Button>
      <ListButton {...props} />
      <Button size="sm" onClick={() => onAsk("attest")}>
        <FileCheck aria-hidden="true" /> Attest consent
      </Button>
      <Button size="sm" onClick={() => onAsk("suppress")}>
        <PhoneOff aria-hidden="true" /> Do not call
      </Button>
      {exportButton}
      <Button size="sm" onClick={() => onAct({ kind: "delete" })}>
        <Trash2 aria-hidden="true" /> Delete
      </Button>
    </>
  );
}

function StatusButton({ onAct }: Pick<BulkButtonsProps, "onAct">) {
  return (
    <LazyMenu
      trigger={
        <Button size="sm">
          <CircleDot aria-hidden="true" /> Set status
        </Button>
      }
      load={loadMenus}
      menu={(trigger) => (
        <LazyStatusMenu
          trigger={trigger}
          onChoose={(status) => onAct({ kind: "set_status", status })}
        />
      )}
    />
  );
}

function ListButton({ teamId, onAct, onManageLists }: BulkButtonsProps) {
  return (
    <LazyMenu
      trigger={
        <Button size="sm">
          <List aria-hidden="true" /> Assign list
        </Button>
      }
      load={loadMenus}
      menu={(trigger) => (
        <LazyListMenu
          teamId={teamId}
          trigger={trigger}
          onManage={onManageLists}
          onChoose={({ id, name }) => onAct({ kind: "assign_list", listId: id }, name)}
        />
      )}
    />
  );
}

"use client";

import { Check, Link, Pencil, Save, Trash2 } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import {
  createLeadViewAction,
  deleteLeadViewAction,
  updateLeadViewAction,
} from "@/app/(desk)/leads/view-actions";
import { toViewQuery } from "@/components/lead-filters/filter-values";
import { readLayout } from "@/components/lead-table/lead-layout";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { LeadView } from "@/lib/services/leads/views";
import { runAction } from "@/lib/utils/action-result";
import { BUILT_IN_VIEWS, type BuiltInView } from "./built-in-views";
import type { ShownView } from "./current-view";
import { keepLayout } from "./kept-layout";
import { useViews } from "./use-views";
import type { ViewTask } from "./view-dialog";

interface ViewMenuProps {
  readonly trigger: ReactElement;
  readonly teamId: string;
  readonly shown: ShownView;
  /** The kept view that was chosen. */
  readonly current: LeadView | undefined;
  readonly isChanged: boolean;
  readonly canEdit: boolean;
  readonly onApply: (view: LeadView | BuiltInView) => void;
  readonly onTask: (task: ViewTask) => void;
  readonly onChanged: () => void;
}

/** Starting points, one's own views and the team's; and what can be done with the one that is shown. */
export function ViewMenu(props: ViewMenuProps) {
  const { teamId, current, onApply } = props;
  const [isOpen, setIsOpen] = useState(true);
  const views = useViews(teamId, isOpen);
  const mine = views.data?.filter((view) => view.isMine) ?? [];
  const ofTeam = views.data?.filter((view) => !view.isMine) ?? [];
  return (
    <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
      <DropdownMenuTrigger asChild>{props.trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-[70dvh] w-64 overflow-y-auto">
        {BUILT_IN_VIEWS.map((view) => (
          <DropdownMenuItem key={view.name} onSelect={() => onApply(view)}>
            {view.name}
          </DropdownMenuItem>
        ))}
        <Views heading="Mine" views={mine} current={current} onApply={onApply} />
        <Views heading="The team's" views={ofTeam} current={current} onApply={onApply} />
        <DropdownMenuSeparator />
        <ViewTasks {...props} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

interface ViewsProps {
  readonly heading: string;
  readonly views: readonly LeadView[];
  readonly current: LeadView | undefined;
  readonly onApply: (view: LeadView) => void;
}

function Views({ heading, views, current, onApply }: ViewsProps): ReactNode {
  if (views.length === 0) return null;
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{heading}</DropdownMenuLabel>
      {views.map((view) => (
        <DropdownMenuItem key={view.id} onSelect={() => onApply(view)}>
          <span className="min-w-0 grow truncate">{view.name}</span>
          {view.id === current?.id ? <Check aria-label="shown" /> : null}
        </DropdownMenuItem>
      ))}
    </>
  );
}

function ViewTasks(props: ViewMenuProps) {
  const { current, shown, onTask, onChanged } = props;
  const mayChange = current !== undefined && (current.isMine || props.canEdit);
  return (
    <>
      {mayChange && props.isChanged ? (
        <DropdownMenuItem onSelect={() => void update(current, shown, onChanged)}>
          <Save aria-hidden="true" /> Update “{current.name}”
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem onSelect={() => onTask({ kind: "save" })}>
        <Save aria-hidden="true" /> Save as a new view…
      </DropdownMenuItem>
      {mayChange ? (
        <>
          <DropdownMenuItem onSelect={() => onTask({ kind: "rename", view: current })}>
            <Pencil aria-hidden="true" /> Rename…
          </DropdownMenuItem>
          <DropdownMenuItem isDestructive onSelect={() => void remove(current, onChanged)}>
            <Trash2 aria-hidden="true" /> Delete “{current.name}”
          </DropdownMenuItem>
        </>
      ) : null}
      <DropdownMenuItem onSelect={() => void copyLink(shown)}>
        <Link aria-hidden="true" /> Copy link
      </DropdownMenuItem>
    </>
  );
}

async function update(view: LeadView, shown: ShownView, onChanged: () => void): Promise<void> {
  const query = toViewQuery(shown.filters, shown.sort);
  const layout = keepLayout(shown.layout);
  const result = await runAction(updateLeadViewAction({ viewId: view.id, query, layout }));
  if (!result.isOk) return toast.error(result.message);
  toast.success(`“${view.name}” is updated`);
  onChanged();
}

async function remove(view: LeadView, onChanged: () => void): Promise<void> {
  const result = await runAction(deleteLeadViewAction({ viewId: view.id }));
  if (!result.isOk) return toast.error(result.message);
  onChanged();
  toast.success(`“${view.name}” is deleted`, {
    duration: 10_000,
    action: { label: "Undo", onClick: () => void restore(view, onChanged) },
  });
}

async function restore(view: LeadView, onChanged: () => void): Promise<void> {
  const { name, query, isMine } = view;
  const layout = keepLayout(readLayout(view.layout));
  const result = await runAction(createLeadViewAction({ name, query, layout, isMine }));
  if (!result.isOk) return toast.error(result.message);
  if (result.data.kind === "name_taken") {
    return toast.error("Another view has this name meanwhile.");
  }
  toast.success(`“${name}” is back`);
  onChanged();
}

async function copyLink({ filters, sort }: ShownView): Promise<void> {
  const query = toViewQuery(filters, sort);
  const link = `${window.location.origin}/leads${query ? `?${query}` : ""}`;
  try {
    await navigator.clipboard.writeText(link);
    toast.success("Link copied");
  } catch {
    toast.error("The browser does not let this page copy. Copy the address of the page instead.");
  }
}

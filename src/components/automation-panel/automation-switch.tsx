"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { updateSettingsAction } from "@/app/(desk)/settings/actions";
import { useBusinessNow } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { AutomationOverview } from "@/lib/services/automation/overview";
import type { Settings } from "@/lib/services/settings";
import { runAction } from "@/lib/utils/action-result";
import { formatCountdown } from "@/lib/utils/format-time";
import { describeDays, describeHour, findNotes } from "./automation-notes";
import { useRunNow } from "./use-run-now";

interface AutomationSwitchProps {
  readonly settings: Settings;
  readonly overview: AutomationOverview;
  readonly isAdmin: boolean;
  readonly canRun: boolean;
  readonly onChange: (settings: Settings) => void;
}

/** The switch, what it does, when it last ran and will run next, and a run by hand. */
export function AutomationSwitch(props: AutomationSwitchProps) {
  const { settings, overview, onChange } = props;
  const id = useId();
  const [isAsking, setIsAsking] = useState(false);
  const isOn = settings.automation_enabled;
  const notes = findNotes(settings, overview);

  const turn = async (next: boolean) => {
    setIsAsking(false);
    onChange({ ...settings, automation_enabled: next });
    const result = await runAction(updateSettingsAction({ automation_enabled: next }));
    if (result.isOk) return onChange(result.data);
    onChange(settings);
    toast.error(result.message);
  };

  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex items-center gap-3">
          <Switch
            checked={isOn}
            disabled={!props.isAdmin}
            aria-labelledby={id}
            onCheckedChange={(next) =>
              next && notes.length > 0 ? setIsAsking(true) : void turn(next)
            }
          />
          <h2 id={id} className="font-semibold">
            Automation is {isOn ? "on" : "off"}
          </h2>
        </div>
        <Times overview={overview} isOn={isOn} />
        {props.canRun ? <RunNow isOn={isOn} /> : null}
      </div>
      <p className="mt-2 text-[0.8125rem] text-muted">{describePlan(settings)}</p>
      {isOn && notes.length > 0 ? <Notes notes={notes} /> : null}
      {props.isAdmin ? null : (
        <p className="mt-2 text-[0.8125rem] text-muted">
          Only an admin of your team can switch it or change its limits.
        </p>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Switch the automation on?"
        description={<Consequences settings={settings} notes={notes} />}
        confirmLabel="Switch on"
        isDestructive={false}
        onConfirm={() => void turn(true)}
      />
    </section>
  );
}

function describePlan(settings: Settings): string {
  const hours = `${describeHour(settings.calling_start)} to ${describeHour(settings.calling_end)}`;
  return `Every five minutes it calls up to ${settings.max_calls_batch} due leads, ${describeDays(settings.calling_days)}, ${hours} in each lead's own time zone.`;
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <Notice
      kind="warning"
      className="mt-3"
      action={
        <Link href="/settings" className="font-medium underline underline-offset-4">
          Settings
        </Link>
      }
    >
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Notice>
  );
}

interface ConsequencesProps {
  readonly settings: Settings;
  readonly notes: readonly string[];
}

/** Spans, because the dialog puts its description into a paragraph. */
function Consequences({ settings, notes }: ConsequencesProps) {
  return (
    <>
      {describePlan(settings)} Calls are real and cost money; switching off stops new ones at once.
      {notes.map((note) => (
        <span key={note} className="mt-2 block text-amber">
          {note}
        </span>
      ))}
    </>
  );
}

interface TimesProps {
  readonly overview: AutomationOverview;
  readonly isOn: boolean;
}

function Times({ overview, isOn }: TimesProps) {
  const lastRun = overview.runs[0];
  return (
    <dl className="flex grow justify-end gap-6 text-[0.8125rem] max-sm:justify-start">
      <Fact label="Last run">{lastRun ? <RelativeTime value={lastRun.startedAt} /> : "Never"}</Fact>
      <Fact label="Next run">{isOn ? <NextRun /> : "When it is on"}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="figure font-medium">{children}</dd>
    </div>
  );
}

const RUN_EVERY_MS = 5 * 60_000;

function NextRun() {
  const now = useBusinessNow().getTime();
  return <span>in {formatCountdown(RUN_EVERY_MS - (now % RUN_EVERY_MS))}</span>;
}

function RunNow({ isOn }: { readonly isOn: boolean }) {
  const { isBusy, runNow } = useRunNow();
  return (
    <Button onClick={runNow} busy={isBusy} disabled={!isOn}>
      <Play aria-hidden="true" /> Run now
    </Button>
  );
}

"use client";

import { useAction } from "next-safe-action/hooks";
import { joinTeamAction } from "@/app/welcome/actions";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

export function JoinTeamForm() {
  const { execute, result, isPending } = useAction(joinTeamAction);
  return (
    <>
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Button variant="primary" size="lg" busy={isPending} onClick={() => execute()}>
        Join the team
      </Button>
    </>
  );
}

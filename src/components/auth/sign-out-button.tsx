"use client";

import { useAction } from "next-safe-action/hooks";
import { signOutAction } from "@/app/(auth)/actions";
import { Button } from "@/components/ui/button";

/** For pages outside the desk, where nothing listens to live channels. */
export function SignOutButton() {
  const { execute, isPending } = useAction(signOutAction);
  return (
    <Button variant="link" size="inline" busy={isPending} onClick={() => execute()}>
      Sign out
    </Button>
  );
}

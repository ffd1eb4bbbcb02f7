"use client";

import { useAction } from "next-safe-action/hooks";
import { signOutAction } from "@/app/(auth)/actions";
import { toast } from "@/components/ui/toast";
import { browserDb } from "@/lib/browser-db";

/** Signs out: closes the live channels first, because an open one would outlive the session. */
export function useSignOut(): () => Promise<void> {
  const { execute } = useAction(signOutAction, {
    onError: ({ error }) =>
      toast.error(error.serverError ?? "Signing out did not work. Try again."),
  });
  return async () => {
    await (await browserDb()).removeAllChannels();
    execute();
  };
}

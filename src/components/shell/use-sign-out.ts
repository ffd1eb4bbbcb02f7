"use client";

import { useAction } from "next-safe-action/hooks";
import { signOutAction } from "@/app/(auth)/actions";
import { KEPT_FILES_NAME } from "@/components/csv-import/kept-files-name";
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
    // Lists that wait here for their import to go on are nothing for whoever signs in next.
    indexedDB.deleteDatabase(KEPT_FILES_NAME);
    execute();
  };
}

"use client";

import { useAction } from "next-safe-action/hooks";
import { toast } from "sonner";
import { signOutAction } from "@/app/(auth)/actions";
import { createClientComponentClient } from "@/lib/supabase-browser";

/** Signs out: closes the live channels first, because an open one would outlive the session. */
export function useSignOut(): () => Promise<void> {
  const { execute } = useAction(signOutAction, {
    onError: ({ error }) =>
      toast.error(error.serverError ?? "Signing out did not work. Try again."),
  });
  return async () => {
    await createClientComponentClient().removeAllChannels();
    execute();
  };
}

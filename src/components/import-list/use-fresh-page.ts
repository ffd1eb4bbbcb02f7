"use client";

import { useRouter } from "next/navigation";
import { useLive } from "@/components/live/live-provider";

/** Asks the server for the page again while imports go on: at most once a second. */
export function useFreshPage(): void {
  const router = useRouter();
  useLive(["imports"], (changes) => (changes.length > 0 ? router.refresh() : undefined), {
    debounceMs: 1000,
  });
}

"use client";

import { CircleUser } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { AccountChoicesProps } from "./account-choices";

const load = async () => ({ default: (await import("./account-choices")).AccountChoices });
const AccountChoices = lazy(load);

export function AccountMenu(props: AccountChoicesProps) {
  return (
    <LazyMenu
      load={load}
      menu={(trigger) => <AccountChoices {...props} trigger={trigger} />}
      trigger={
        <Button variant="ghost" size="icon" aria-label="Account">
          <CircleUser aria-hidden="true" />
        </Button>
      }
    />
  );
}

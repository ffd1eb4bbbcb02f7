"use client";

import { Keyboard, LogOut } from "lucide-react";
import type { ReactElement } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useSignOut } from "./use-sign-out";

export interface AccountChoicesProps {
  readonly email: string;
  readonly role: string;
  readonly onShowShortcuts: () => void;
}

/** Who is signed in and what they can do here, in an open menu. */
export function AccountChoices(props: AccountChoicesProps & { readonly trigger: ReactElement }) {
  const { email, role, onShowShortcuts, trigger } = props;
  const signOut = useSignOut();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent className="max-w-72">
        <DropdownMenuLabel>
          <span className="block truncate font-medium text-foreground">{email}</span>
          <span className="capitalize">{role}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={onShowShortcuts}>
          <Keyboard aria-hidden="true" /> Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={signOut}>
          <LogOut aria-hidden="true" /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

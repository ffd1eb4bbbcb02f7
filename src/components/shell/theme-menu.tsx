"use client";

import { Moon, Sun } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";

const load = async () => ({ default: (await import("./theme-choices")).ThemeChoices });
const ThemeChoices = lazy(load);

export function ThemeMenu() {
  return (
    <LazyMenu
      load={load}
      menu={(trigger) => <ThemeChoices trigger={trigger} />}
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <Sun aria-hidden="true" className="dark:hidden" />
          <Moon aria-hidden="true" className="hidden dark:block" />
        </Button>
      }
    />
  );
}

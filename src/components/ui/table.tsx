import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";

interface TableFrameProps extends ComponentProps<"section"> {
  /** Names the region, because it can be scrolled with the keyboard. */
  readonly label: string;
  readonly density?: "regular" | "compact";
}

/** The scrolling frame of a table; the header row sticks to its top edge. */
export function TableFrame({ label, density = "regular", className, ...rest }: TableFrameProps) {
  return (
    <section
      aria-label={label}
      data-density={density}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn(
        "group/table relative min-h-0 overflow-auto rounded-lg border border-line bg-surface focus-visible:-outline-offset-2",
        className,
      )}
      {...rest}
    />
  );
}

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    <table
      className={cn("w-full border-separate border-spacing-0 text-[0.8125rem]", className)}
      {...rest}
    />
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={className} {...rest} />;
}

export function TableBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child>*]:border-b-0", className)} {...rest} />;
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "h-9 group-data-[density=compact]/table:h-[30px] hover:bg-hover/60 aria-selected:bg-accent-soft data-[state=selected]:bg-accent-soft",
        className,
      )}
      {...rest}
    />
  );
}

export function TableHeaderCell({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cn(
        "sticky top-0 z-10 h-8 whitespace-nowrap border-line border-b bg-sunken px-3 text-left font-medium text-muted text-xs",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-line/70 border-b px-3", className)} {...rest} />;
}

import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";
import { Spinner } from "./spinner";

export const buttonVariants = cva(
  "touch-target inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 active:translate-y-px disabled:opacity-55 disabled:active:translate-y-0 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-on shadow-raised hover:bg-accent-hover",
        secondary: "border border-line-strong/50 bg-surface shadow-raised hover:bg-hover",
        ghost: "hover:bg-hover",
        danger: "bg-danger text-danger-on shadow-raised hover:bg-danger-hover",
        link: "text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-[0.8125rem]",
        md: "h-8 px-3 text-[0.8125rem]",
        lg: "h-10 px-4 text-sm",
        icon: "size-8",
        "icon-sm": "size-7",
        inline: "h-auto p-0 font-normal",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Renders the only child (a link, say) with the looks of a button. */
  readonly asChild?: boolean;
  /** The action runs: the control keeps its width, shows it, and takes no second press. */
  readonly busy?: boolean | undefined;
}

/** A button. Its text is a verb; while `busy` it stays focusable, so that focus is not lost. */
export function Button(props: ButtonProps) {
  const { className, variant, size, asChild, busy, children, onClick, ...rest } = props;
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  if (!busy) {
    return (
      <button type="button" className={classes} onClick={onClick} {...rest}>
        {children}
      </button>
    );
  }
  return (
    <button
      className={cn(classes, "relative")}
      {...rest}
      type="button"
      aria-disabled="true"
      aria-busy="true"
    >
      {/* Transparent, not hidden: it keeps the width and the name. */}
      <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
      <span className="absolute inset-0 grid place-items-center">
        <Spinner />
      </span>
    </button>
  );
}

import { cn } from "@/lib/utils/cn";
import { formatPhone } from "@/lib/utils/format-phone";
import { CopyButton } from "./copy-button";

interface PhoneProps {
  /** E.164. */
  readonly value: string;
  readonly extension?: string | null | undefined;
  readonly className?: string;
}

/** A phone number: formatted, never wrapped, copied as E.164. The copy button appears on hover and focus. */
export function Phone({ value, extension, className }: PhoneProps) {
  return (
    <span className={cn("group/phone inline-flex items-center gap-1 whitespace-nowrap", className)}>
      <span className="figure">
        {formatPhone(value)}
        {extension ? ` ext. ${extension}` : null}
      </span>
      <CopyButton
        text={value}
        what="phone number"
        className="opacity-0 focus-visible:opacity-100 group-hover/phone:opacity-100 pointer-coarse:opacity-100"
      />
    </span>
  );
}

import { LocalTime } from "@/components/ui/local-time";
import type { SpokenEntry } from "@/lib/utils/call-conversation";
import { formatDuration } from "@/lib/utils/call-words";
import { cn } from "@/lib/utils/cn";

interface SpokenLineProps {
  readonly entry: SpokenEntry;
  /** The recording is at this line. */
  readonly isCurrent: boolean;
  /** Plays the recording from a second on; undefined where there is none. */
  readonly onSeek: ((seconds: number) => void) | undefined;
}

const NAMES = { assistant: "Agent", user: "Person" } as const;

/** One line of a conversation: who, when, what. With a recording it is the way to that place of it. */
export function SpokenLine({ entry, isCurrent, onSeek }: SpokenLineProps) {
  const { role, text, offsetSeconds, isGrowing } = entry;
  const body = (
    <>
      <span
        className={cn(
          "font-medium text-[0.8125rem]",
          role === "user" ? "text-accent-text" : "text-muted",
        )}
      >
        {NAMES[role]}
      </span>
      <span
        className={cn(
          "min-w-0 break-words max-sm:col-span-2 max-sm:row-start-2",
          isGrowing && "text-muted",
        )}
      >
        {text}
      </span>
      <span className="figure text-right text-muted text-xs leading-5">
        {offsetSeconds !== null ? (
          formatDuration(offsetSeconds)
        ) : entry.at && !isGrowing ? (
          <LocalTime value={entry.at} format="time" />
        ) : null}
      </span>
    </>
  );
  const classes =
    "grid w-full grid-cols-[1fr_auto] gap-x-3 sm:grid-cols-[3.5rem_minmax(0,1fr)_auto] rounded-md px-2 py-1 text-left text-sm";
  if (!onSeek || offsetSeconds === null) {
    // Read out when it is whole, not word by word.
    return (
      <p className={classes} aria-hidden={isGrowing ? true : undefined}>
        {body}
      </p>
    );
  }
  return (
    <button
      type="button"
      title="Play from here"
      aria-current={isCurrent ? "true" : undefined}
      onClick={() => onSeek(offsetSeconds)}
      className={cn(classes, "hover:bg-hover aria-[current]:bg-accent-soft")}
    >
      {body}
    </button>
  );
}

export type Side = "top" | "right" | "bottom" | "left";

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

const GAP = 6;
const MARGIN = 8;

/** Where something of a size stands beside a box: at the side asked for, at the opposite one where there is no room. */
export function placeBeside(
  anchor: Box,
  size: Size,
  page: Size,
  side: Side,
): { readonly left: number; readonly top: number } {
  const isVertical = side === "top" || side === "bottom";
  const along = isVertical
    ? anchor.left + (anchor.width - size.width) / 2
    : anchor.top + (anchor.height - size.height) / 2;
  const across = isVertical
    ? beside(anchor.top, anchor.height, size.height, page.height, side === "top")
    : beside(anchor.left, anchor.width, size.width, page.width, side === "left");
  return isVertical
    ? { left: clamp(along, page.width - size.width), top: across }
    : { left: across, top: clamp(along, page.height - size.height) };
}

function beside(start: number, length: number, size: number, room: number, isBefore: boolean) {
  const before = start - GAP - size;
  const after = start + length + GAP;
  if (isBefore) return before >= MARGIN ? before : after;
  return after + size <= room - MARGIN ? after : before;
}

function clamp(value: number, most: number): number {
  return Math.max(MARGIN, Math.min(value, most - MARGIN));
}

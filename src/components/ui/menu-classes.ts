/** The floating surface of menus, selects and popovers. */
export const surfaceClasses =
  "z-50 overflow-hidden rounded-lg border border-line bg-surface text-foreground shadow-floating data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-[0.98] data-[state=open]:duration-100 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-75";

/** One entry of a menu or select. */
export const itemClasses =
  "relative flex min-h-8 select-none items-center gap-2 rounded-md px-2 text-[0.8125rem] outline-none data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-55 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

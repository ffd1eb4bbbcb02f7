import { PAGE_SIZES, type PageSize } from "@/lib/services/leads/lead-query";

/** The columns that can be shown, in their usual order; the mark and the menu of a row stand beside them. */
export const LEAD_COLUMN_IDS = [
  "company_name",
  "contact_name",
  "phone",
  "email",
  "status",
  "next_call",
  "last_outcome",
  "call_attempts",
  "last_called_at",
  "callback_at",
  "appointment_at",
  "city",
  "timezone",
  "list_name",
  "created_at",
  "updated_at",
] as const;

export type LeadColumnId = (typeof LEAD_COLUMN_IDS)[number];

export const LEAD_COLUMN_LABELS: Readonly<Record<LeadColumnId, string>> = {
  company_name: "Company",
  contact_name: "Contact",
  phone: "Phone",
  email: "E-mail",
  status: "Status",
  next_call: "Next call",
  last_outcome: "Last outcome",
  call_attempts: "Attempts",
  last_called_at: "Last called",
  callback_at: "Callback",
  appointment_at: "Appointment",
  city: "Place",
  timezone: "Time zone",
  list_name: "List",
  created_at: "Created",
  updated_at: "Changed",
};

/** In pixels. */
const USUAL_WIDTHS: Readonly<Record<LeadColumnId, number>> = {
  company_name: 200,
  contact_name: 130,
  phone: 150,
  email: 190,
  status: 130,
  next_call: 150,
  last_outcome: 120,
  call_attempts: 90,
  last_called_at: 110,
  callback_at: 140,
  appointment_at: 150,
  city: 140,
  timezone: 150,
  list_name: 120,
  created_at: 110,
  updated_at: 110,
};

export const COLUMN_WIDTHS = { min: 64, max: 640 } as const;

const USUALLY_HIDDEN: readonly LeadColumnId[] = [
  "last_outcome",
  "callback_at",
  "appointment_at",
  "timezone",
  "list_name",
  "created_at",
];

export interface LayoutColumn {
  readonly id: LeadColumnId;
  /** In pixels. */
  readonly width: number;
  readonly isHidden: boolean;
}

/** How somebody wants the table: columns in their order, how dense, how long. */
export interface LeadLayout {
  readonly columns: readonly LayoutColumn[];
  readonly density: "comfortable" | "compact";
  readonly pageSize: PageSize;
}

export const DEFAULT_LAYOUT: LeadLayout = {
  columns: LEAD_COLUMN_IDS.map((id) => ({
    id,
    width: USUAL_WIDTHS[id],
    isHidden: USUALLY_HIDDEN.includes(id),
  })),
  density: "comfortable",
  pageSize: PAGE_SIZES[0],
};

export const LAYOUT_COOKIE_NAME = "lead-layout";

/** A layout as short text for a cookie: `c50:company_name.200,-email.190` (a minus hides). */
export function serializeLayout({ columns, density, pageSize }: LeadLayout): string {
  const parts = columns.map(({ id, width, isHidden }) => `${isHidden ? "-" : ""}${id}.${width}`);
  return `${density === "compact" ? "k" : "c"}${pageSize}:${parts.join(",")}`;
}

/** The layout that a text means; what it does not know, or knows wrong, is as usual. */
export function parseLayout(text: string | undefined): LeadLayout {
  const [, density, size, list] = /^([ck])(\d+):(.*)$/.exec(text ?? "") ?? [];
  if (list === undefined) return DEFAULT_LAYOUT;
  return completeLayout({
    columns: list.split(",").flatMap(readColumn),
    density: density === "k" ? "compact" : "comfortable",
    pageSize: PAGE_SIZES.find((known) => String(known) === size) ?? DEFAULT_LAYOUT.pageSize,
  });
}

/** A layout from a saved view, whatever an older version of the page wrote into it. */
export function readLayout(value: unknown): LeadLayout | undefined {
  if (typeof value !== "object" || value === null || !("text" in value)) return undefined;
  return typeof value.text === "string" ? parseLayout(value.text) : undefined;
}

export function isSameLayout(a: LeadLayout, b: LeadLayout): boolean {
  return serializeLayout(a) === serializeLayout(b);
}

function readColumn(part: string): LayoutColumn[] {
  const [, minus, name, width] = /^(-?)([a-z_]+)\.(\d{1,4})$/.exec(part) ?? [];
  const id = LEAD_COLUMN_IDS.find((known) => known === name);
  if (!id) return [];
  return [
    { id, width: clampWidth(Number(width)), isHidden: minus === "-" && id !== "company_name" },
  ];
}

/** Columns that are new since the layout was kept come last; none comes twice, and the company first. */
function completeLayout(layout: LeadLayout): LeadLayout {
  const kept = layout.columns.filter(
    ({ id }, at) => layout.columns.findIndex((other) => other.id === id) === at,
  );
  const added = DEFAULT_LAYOUT.columns.filter(({ id }) => kept.every((other) => other.id !== id));
  const all = [...kept, ...added];
  const company = all.filter(({ id }) => id === "company_name");
  return { ...layout, columns: [...company, ...all.filter(({ id }) => id !== "company_name")] };
}

export function clampWidth(width: number): number {
  return Math.min(Math.max(Math.round(width), COLUMN_WIDTHS.min), COLUMN_WIDTHS.max);
}

/** The layout with a column at another width. */
export function withWidth(layout: LeadLayout, id: LeadColumnId, width: number): LeadLayout {
  return change(layout, id, { width: clampWidth(width) });
}

/** The layout with a column shown or hidden; the company always shows. */
export function withVisibility(layout: LeadLayout, id: LeadColumnId, isShown: boolean): LeadLayout {
  return id === "company_name" ? layout : change(layout, id, { isHidden: !isShown });
}

/** The layout with a column moved before another one; nothing moves before the company. */
export function withColumnBefore(
  layout: LeadLayout,
  id: LeadColumnId,
  before: LeadColumnId | undefined,
): LeadLayout {
  const moved = layout.columns.find((column) => column.id === id);
  if (!moved || id === "company_name" || before === "company_name" || id === before) return layout;
  const others = layout.columns.filter((column) => column !== moved);
  const at = before ? others.findIndex((column) => column.id === before) : others.length;
  return { ...layout, columns: [...others.slice(0, at), moved, ...others.slice(at)] };
}

function change(layout: LeadLayout, id: LeadColumnId, changes: Partial<LayoutColumn>): LeadLayout {
  return {
    ...layout,
    columns: layout.columns.map((column) =>
      column.id === id ? { ...column, ...changes } : column,
    ),
  };
}

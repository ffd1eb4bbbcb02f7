import type { LeadRow } from "@/lib/services/leads/list";
import { formatPhone } from "@/lib/utils/format-phone";

/** Leads as rows that a spreadsheet takes: company, contact, phone, e-mail, place. */
export function toTsv(rows: readonly LeadRow[]): string {
  return rows
    .map((row) =>
      [
        row.company_name,
        row.contact_name ?? "",
        formatPhone(row.phone),
        row.email,
        [row.city, row.state].filter(Boolean).join(", "),
      ]
        .map((cell) => cell.replaceAll(/[\t\r\n]+/g, " "))
        .join("\t"),
    )
    .join("\n");
}

/** Parameters that are no filter on a column. */
const NOT_FILTERS = new Set([
  "select",
  "order",
  "limit",
  "offset",
  "columns",
  "on_conflict",
  "apikey",
]);
const LOGICAL = new Set(["or", "and", "not.or", "not.and"]);

/**
 * Rewrites what Lite reads differently from PostgREST as one `and=(…)`, which both read the same way: repeated filters
 * (`at=gte.1&at=lt.9`), of which Lite keeps only the last, and texts that look like numbers (`phone=eq.+1850…`, `zip=eq.01230`),
 * which Lite compares as numbers. Everything else is left as it is.
 */
export function normalizeFilters(request: Request): Request {
  const url = new URL(request.url);
  if (!url.pathname.startsWith("/rest/v1/")) return request;
  const names = findMisread(url.searchParams);
  if (names.length === 0) return request;
  for (const table of new Set(names.map(tableOf))) {
    joinFilters(
      url.searchParams,
      table,
      names.filter((name) => tableOf(name) === table),
    );
  }
  return new Request(url, request);
}

/** Filters on an embedded table (`orders.at`) are joined in an `and` of its own (`orders.and`). */
function joinFilters(params: URLSearchParams, table: string, names: readonly string[]): void {
  const conditions = names.flatMap((name) =>
    params.getAll(name).map((value) => toCondition(name.slice(table.length), value)),
  );
  for (const name of names) params.delete(name);
  const others = params.get(`${table}and`);
  const all = others === null ? conditions : [...conditions, `and${others}`];
  params.set(`${table}and`, `(${all.join(",")})`);
}

/** `orders.` for a filter on an embedded table, nothing for the outer one. */
function tableOf(name: string): string {
  return LOGICAL.has(name) ? "" : (/^.*\./.exec(name)?.[0] ?? "");
}

function findMisread(params: URLSearchParams): string[] {
  return [...new Set(params.keys())].filter((name) => {
    if (NOT_FILTERS.has(name) || isOptionOfEmbedded(name)) return false;
    const values = params.getAll(name);
    return (
      values.length > 1 || values.some((value) => !LOGICAL.has(name) && hasNumberLikeText(value))
    );
  });
}

/** `orders.order`, `orders.or`: options of an embedded table, which `and` of the outer table cannot express. */
function isOptionOfEmbedded(name: string): boolean {
  return /\.(or|and|order|limit|offset)$/.test(name) && !LOGICAL.has(name);
}

const COMPARISON = /^((?:not\.)?(?:eq|neq|gt|gte|lt|lte))\.(.*)$/s;
const LIST = /^((?:not\.)?in)\.\(([^"]*)\)$/s;

function hasNumberLikeText(value: string): boolean {
  const operand = COMPARISON.exec(value)?.[2];
  if (operand !== undefined) return isNumberLikeText(operand);
  return LIST.exec(value)?.[2]?.split(",").some(isNumberLikeText) ?? false;
}

/** Digits that do not survive being a number: a sign or zero in front, or too many of them. */
function isNumberLikeText(operand: string): boolean {
  return (
    /^[+-]?\d/.test(operand) &&
    Number.isFinite(Number(operand)) &&
    String(Number(operand)) !== operand
  );
}

function toCondition(name: string, value: string): string {
  if (LOGICAL.has(name)) return `${name}${value}`;
  const [, comparison, operand] = COMPARISON.exec(value) ?? [];
  if (comparison !== undefined && operand !== undefined)
    return `${name}.${comparison}.${quote(operand)}`;
  const [, list, items] = LIST.exec(value) ?? [];
  if (list !== undefined && items !== undefined && items !== "") {
    return `${name}.${list}.(${items.split(",").map(quote).join(",")})`;
  }
  return `${name}.${value}`;
}

function quote(operand: string): string {
  return `"${operand.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

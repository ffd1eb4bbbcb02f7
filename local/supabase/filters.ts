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
  const conditions = names.flatMap((name) =>
    url.searchParams.getAll(name).map((value) => toCondition(name, value)),
  );
  for (const name of names) url.searchParams.delete(name);
  const others = url.searchParams.get("and");
  const all = others === null ? conditions : [...conditions, `and${others}`];
  url.searchParams.set("and", `(${all.join(",")})`);
  return new Request(url, request);
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

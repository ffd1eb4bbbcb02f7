import { asList, asText, isObject, type JsonObject, parseJson } from "../json";
import type { Ids } from "../random";
import type { Reply } from "../reply";

export function badRequest(message: string | readonly string[]): Reply {
  return { status: 400, body: { message, error: "Bad Request", statusCode: 400 } };
}

export function notFound(message: string): Reply {
  return { status: 404, body: { message, error: "Not Found", statusCode: 404 } };
}

/** Reads a request body that must be a JSON object; an empty one counts as `{}`. */
export function readBody(text: string): JsonObject | undefined {
  const value = text.trim() === "" ? {} : parseJson(text);
  return isObject(value) ? value : undefined;
}

export interface ResourceRules {
  readonly label: string;
  /** Messages about what is wrong with a new or changed resource. */
  readonly problems: (body: JsonObject, isNew: boolean) => string[];
  /** A resource that exists without having been created, until it is changed. */
  readonly preset?: (id: string) => JsonObject | undefined;
  readonly presetIds?: readonly string[];
  /** Whether the service acts as if it had none of them. */
  readonly areGone?: () => boolean;
}

interface StoreParts {
  readonly ids: Ids;
  readonly now: () => Date;
  readonly orgId: string;
  /** Told after every change. */
  readonly changed: () => void;
}

/** A collection with Vapi's create, list, get, update and delete. */
export class ResourceStore {
  private readonly items = new Map<string, JsonObject>();
  private readonly deleted = new Set<string>();

  constructor(
    private readonly rules: ResourceRules,
    private readonly parts: StoreParts,
  ) {}

  find(id: string): JsonObject | undefined {
    if (this.deleted.has(id) || this.rules.areGone?.()) return undefined;
    return this.items.get(id) ?? this.rules.preset?.(id);
  }

  all(): JsonObject[] {
    const ids = new Set([...(this.rules.presetIds ?? []), ...this.items.keys()]);
    return [...ids].map((id) => this.find(id)).filter((item) => item !== undefined);
  }

  create(body: JsonObject): Reply {
    const problems = this.rules.problems(body, true);
    if (problems.length > 0) return badRequest(problems);
    const now = this.parts.now().toISOString();
    const id = this.parts.ids.uuid();
    const item = { id, orgId: this.parts.orgId, createdAt: now, updatedAt: now, ...body };
    this.items.set(id, item);
    this.parts.changed();
    return { status: 201, body: item };
  }

  get(id: string): Reply {
    const item = this.find(id);
    return item ? { status: 200, body: item } : this.missing(id);
  }

  /** Each top-level field sent replaces the stored one as a whole; nothing is merged. */
  update(id: string, body: JsonObject): Reply {
    const item = this.find(id);
    if (!item) return this.missing(id);
    const problems = this.rules.problems(body, false);
    if (problems.length > 0) return badRequest(problems);
    const changed = { ...item, ...body, updatedAt: this.parts.now().toISOString() };
    this.items.set(id, changed);
    this.parts.changed();
    return { status: 200, body: changed };
  }

  remove(id: string): Reply {
    const item = this.find(id);
    if (!item) return this.missing(id);
    this.items.delete(id);
    this.deleted.add(id);
    this.parts.changed();
    return { status: 200, body: item };
  }

  snapshot(): JsonObject {
    return { items: [...this.items.values()], deleted: [...this.deleted] };
  }

  /** Takes back what `snapshot` gave. */
  restore(data: JsonObject): void {
    for (const item of asList(data.items)) {
      const id = isObject(item) ? asText(item.id) : undefined;
      if (isObject(item) && id) this.items.set(id, item);
    }
    for (const id of asList(data.deleted)) this.deleted.add(String(id));
  }

  private missing(id: string): Reply {
    return notFound(`${this.rules.label} with id ${id} not found.`);
  }
}

import { html } from "hono/html";
import type { ServiceName } from "../control/commands";
import type { JsonObject } from "../json";
import type { Markup } from "./layout";

/** A button that sends a control command; `fields` may add inputs whose values become part of it. */
export function commandForm(
  service: ServiceName,
  command: JsonObject,
  label: string,
  fields: Markup | "" = "",
): Markup {
  return html`<form method="post" action="/_do/${service}">
<input type="hidden" name="command" value="${JSON.stringify(command)}">${fields}<button>${label}</button></form>`;
}

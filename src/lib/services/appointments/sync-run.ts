import type { CalClient } from "../../cal";
import type { ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import type { Conclusion } from "../webhook-events";

/** One run of the sync with the calendar. */
export interface SyncRun {
  readonly ctx: ServiceContext;
  readonly cal: CalClient;
  /** Real time after which nothing new is begun. */
  readonly stopAtMs: number;
}

/** Does once more what a stored event means. */
export type EventHandler = (ctx: ServiceContext, payload: Json) => Promise<Conclusion>;

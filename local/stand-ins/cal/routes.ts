import { type Context, Hono } from "hono";
import { asObject, type JsonObject, parseJson } from "../json";
import { type Reply, toResponse } from "../reply";
import type { CalRequest, CalStandIn } from "./cal-stand-in";
import { CalError, errorReply } from "./errors";

const SLOTS_VERSION = "2024-09-04";
const BOOKING_VERSIONS = ["2024-08-13", "2026-02-25", "2026-05-01"];
const NO_KEY = {
  status: 401,
  message:
    "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
};
const NO_KEY_FOR_LIST = {
  status: 403,
  message:
    "PermissionsGuard - no authentication provided. Provide either authorization bearer token containing managed user access token or oAuth client id in 'x-cal-client-id' header.",
};

type Work = (request: {
  readonly body: JsonObject;
  readonly param: (name: string) => string;
  readonly caller: Parameters<CalRequest["work"]>[0];
}) => unknown;

type Details = Pick<CalRequest, "operation" | "needsKey" | "status">;

/** The stand-in's HTTP. The version header decides first which controller, if any, serves a path. */
export function createCalRoutes(cal: CalStandIn, now: () => Date): Hono {
  const app = new Hono();
  const refuse = (context: Context, error: CalError): Promise<Response> =>
    toResponse(context, errorReply(error, servicePath(context), now()));

  app.use("/v2/slots/*", async (context, next) => {
    if (context.req.header("cal-api-version") === SLOTS_VERSION) return next();
    return refuse(context, unknownRoute(context));
  });
  app.use("/v2/bookings/*", async (context, next) => {
    const version = context.req.header("cal-api-version");
    if (version && BOOKING_VERSIONS.includes(version)) return next();
    if (version === SLOTS_VERSION) return refuse(context, unknownRoute(context));
    return refuse(context, legacyRefusal());
  });

  const serve = (details: Details, work: Work) => async (context: Context) => {
    const body = asObject(parseJson(await context.req.text()));
    const reply = await cal.handle({
      ...details,
      path: servicePath(context),
      authorization: context.req.header("authorization"),
      work: (caller) => work({ body, caller, param: (name) => context.req.param(name) ?? "" }),
    });
    return toResponse(context, reply);
  };
  addSlotRoutes(app, cal, serve);
  addBookingRoutes(app, cal, serve);
  app.notFound((context) => refuse(context, unknownRoute(context)));
  return app;
}

type Serve = (details: Details, work: Work) => (context: Context) => Promise<Response>;

function addSlotRoutes(app: Hono, cal: CalStandIn, serve: Serve): void {
  app.get("/v2/slots", (context) =>
    serve({ operation: "slots" }, () => success(cal.slots(context.req.query())))(context),
  );
  app.post(
    "/v2/slots/reservations",
    serve({ operation: "slots", status: 201 }, ({ body, caller }) =>
      success(cal.reserve(body, caller)),
    ),
  );
  app.get(
    "/v2/slots/reservations/:uid",
    serve({ operation: "slots" }, ({ param }) =>
      success(cal.reservationView(param("uid")) ?? null),
    ),
  );
  app.delete(
    "/v2/slots/reservations/:uid",
    serve({ operation: "slots" }, ({ param }) => {
      cal.calendar.reservations.delete(param("uid"));
      return { status: "success" };
    }),
  );
}

function addBookingRoutes(app: Hono, cal: CalStandIn, serve: Serve): void {
  app.post(
    "/v2/bookings",
    serve({ operation: "book", status: 201 }, async ({ body }) => success(await cal.book(body))),
  );
  app.get("/v2/bookings", (context) =>
    serve({ operation: "list", needsKey: NO_KEY_FOR_LIST }, () => ({
      status: "success",
      ...cal.list(context.req.query()),
    }))(context),
  );
  app.get(
    "/v2/bookings/:uid",
    serve({ operation: "get" }, ({ param }) => success(cal.get(param("uid")))),
  );
  app.post(
    "/v2/bookings/:uid/reschedule",
    serve({ operation: "reschedule", status: 201 }, async ({ param, body, caller }) =>
      success(await cal.reschedule(param("uid"), body, caller)),
    ),
  );
  app.post(
    "/v2/bookings/:uid/cancel",
    serve({ operation: "cancel" }, async ({ param, body, caller }) =>
      success(await cal.cancel(param("uid"), body, caller)),
    ),
  );
  addHostRoutes(app, cal, serve);
}

/** What only the owner of the calendar may do. */
function addHostRoutes(app: Hono, cal: CalStandIn, serve: Serve): void {
  const details: Details = { operation: "any", needsKey: NO_KEY };
  app.post(
    "/v2/bookings/:uid/confirm",
    serve(details, async ({ param }) => success(await cal.confirm(param("uid")))),
  );
  app.post(
    "/v2/bookings/:uid/decline",
    serve(details, async ({ param, body }) => success(await cal.decline(param("uid"), body))),
  );
  app.post(
    "/v2/bookings/:uid/mark-absent",
    serve(details, async ({ param, body }) => success(await cal.markAbsent(param("uid"), body))),
  );
}

function success(data: unknown): Reply["body"] {
  return { status: "success", data };
}

/** The path as the service knows it, with its query and without the stand-in's prefix. */
function servicePath(context: Context): string {
  const { pathname, search } = new URL(context.req.url);
  return `${pathname.slice(Math.max(0, pathname.indexOf("/v2")))}${search}`;
}

function unknownRoute(context: Context): CalError {
  return new CalError(404, `Cannot ${context.req.method} ${servicePath(context)}`);
}

/** Without a version, bookings are served by a controller of 2024-04-15 that wants another body. */
function legacyRefusal(): CalError {
  return new CalError(400, "Bad Request Exception", {
    errors: ["start", "eventTypeId", "timeZone", "language", "metadata"].map(
      (key) => `${key} should not be empty`,
    ),
  });
}

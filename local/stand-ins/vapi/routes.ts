import { Hono } from "hono";
import { type Reply, toResponse } from "../reply";
import { buildRecording, soundResponse } from "./recording";
import { UNAUTHORIZED, UNAVAILABLE } from "./refusals";
import { badRequest, notFound, type ResourceStore, readBody } from "./resources";
import type { VapiStandIn } from "./vapi-stand-in";

/** The stand-in's HTTP: as the service's API, plus the monitor and recording URLs that it hands out. */
export function createVapiRoutes(vapi: VapiStandIn): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!vapi.faults.states.has("outage")) return next();
    return toResponse(context, UNAVAILABLE);
  });
  app.post("/monitor/:id/control", async (context) =>
    toResponse(context, vapi.controlCall(context.req.param("id"), await context.req.text())),
  );
  app.get("/recordings/:file", (context) => {
    const id = context.req.param("file").replace(/-(mono|stereo)\.wav$/, "");
    const record = vapi.records.all.get(id);
    if (!record?.startedAt) return toResponse(context, notFound("Recording not found"));
    return soundResponse(buildRecording(record), context.req.header("range"));
  });
  app.use(async (context, next) => {
    if (vapi.isAuthorized(context.req.header("authorization"))) return next();
    return toResponse(context, UNAUTHORIZED);
  });
  addCallRoutes(app, vapi);
  addResourceRoutes(app, "/assistant", vapi.assistants);
  addResourceRoutes(app, "/tool", vapi.tools);
  addResourceRoutes(app, "/phone-number", vapi.phoneNumbers);
  app.notFound((context) =>
    toResponse(context, notFound(`Cannot ${context.req.method} ${context.req.path}`)),
  );
  return app;
}

function addCallRoutes(app: Hono, vapi: VapiStandIn): void {
  app.post("/call", async (context) =>
    toResponse(context, vapi.createCall(await context.req.text())),
  );
  app.get("/call", (context) => toResponse(context, vapi.listCalls(context.req.query())));
  app.get("/call/:id", (context) => toResponse(context, vapi.getCall(context.req.param("id"))));
  app.patch("/call/:id", async (context) =>
    toResponse(context, vapi.updateCall(context.req.param("id"), await context.req.text())),
  );
  app.delete("/call/:id", (context) =>
    toResponse(context, vapi.deleteCall(context.req.param("id"))),
  );
  app.get("/call/:id/:kind{(mono|stereo|customer|assistant)-recording}", (context) => {
    const id = context.req.param("id");
    const url = new URL(context.req.url);
    const base = `${url.origin}${url.pathname.split("/call/")[0]}`;
    if (!vapi.records.all.get(id)?.startedAt)
      return toResponse(context, notFound("Recording not found"));
    return context.redirect(`${base}/recordings/${id}-mono.wav`, 302);
  });
}

function addResourceRoutes(app: Hono, path: string, store: ResourceStore): void {
  const withBody = (text: string, use: (body: Record<string, unknown>) => Reply): Reply => {
    const body = readBody(text);
    return body ? use(body) : badRequest("Unexpected token in JSON");
  };
  app.post(path, async (context) =>
    toResponse(
      context,
      withBody(await context.req.text(), (body) => store.create(body)),
    ),
  );
  app.get(path, (context) => {
    const limit = Number(context.req.query("limit") ?? 100);
    return toResponse(context, { status: 200, body: store.all().slice(0, limit) });
  });
  app.get(`${path}/:id`, (context) => toResponse(context, store.get(context.req.param("id"))));
  app.patch(`${path}/:id`, async (context) => {
    const id = context.req.param("id");
    return toResponse(
      context,
      withBody(await context.req.text(), (body) => store.update(id, body)),
    );
  });
  app.delete(`${path}/:id`, (context) =>
    toResponse(context, store.remove(context.req.param("id"))),
  );
}

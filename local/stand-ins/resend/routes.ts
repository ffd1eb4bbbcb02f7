import { type Context, Hono } from "hono";
import { type Reply, toResponse } from "../reply";
import { errorReply, ResendError } from "./errors";
import type { ResendRequest, ResendStandIn } from "./resend-stand-in";

/** The stand-in's HTTP, as the service's API. */
export function createResendRoutes(resend: ResendStandIn): Hono {
  const app = new Hono();
  const serve =
    (work: (request: ResendRequest, context: Context) => Reply) => async (context: Context) => {
      const request = await readRequest(context);
      return toResponse(
        context,
        resend.handle(request, () => work(request, context)),
      );
    };
  app.post(
    "/emails",
    serve((request) => resend.send(request)),
  );
  app.post(
    "/emails/batch",
    serve((request) => resend.sendBatch(request)),
  );
  app.get(
    "/emails",
    serve((_request, context) => resend.list(context.req.query())),
  );
  app.get(
    "/emails/:id",
    serve((_request, context) => resend.get(context.req.param("id") ?? "")),
  );
  app.post(
    "/emails/:id/cancel",
    serve((_request, context) => resend.cancel(context.req.param("id") ?? "")),
  );
  app.notFound((context) =>
    toResponse(context, errorReply(new ResendError("not_found", "Not found"))),
  );
  return app;
}

async function readRequest(context: Context): Promise<ResendRequest> {
  const { req } = context;
  return {
    authorization: req.header("authorization"),
    userAgent: req.header("user-agent"),
    idempotencyKey: req.header("idempotency-key"),
    validation: req.header("x-batch-validation"),
    path: req.path,
    text: await req.text(),
  };
}

import type { Reply } from "../reply";

const ERROR_NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: ["BadRequestException", "Bad Request"],
  401: ["UnauthorizedException", "Unauthorized"],
  403: ["ForbiddenException", "Forbidden"],
  404: ["NotFoundException", "Not Found"],
  409: ["ConflictException", "Conflict"],
  422: ["UnprocessableEntityException", "Unprocessable Entity"],
  429: ["ThrottlerException", "Too Many Requests"],
  500: ["InternalServerErrorException", "Internal Server Error"],
};

/** An error that a part of the calendar answers with; the routes turn it into the service's envelope. */
export class CalError extends Error {
  override readonly name = "CalError";

  constructor(
    readonly status: number,
    message: string,
    /** Some errors of the service's core leave without the envelope. */
    readonly options: { readonly isBare?: boolean; readonly errors?: readonly string[] } = {},
  ) {
    super(message);
  }
}

/** The body that the service answers an error with. */
export function errorReply(error: CalError, path: string, now: Date): Reply {
  const { status, message } = error;
  if (error.options.isBare) return { status, body: { statusCode: status, message } };
  const [code, label] = ERROR_NAMES[status] ?? ["HttpException", "Error"];
  const { errors } = error.options;
  return {
    status,
    body: {
      status: "error",
      timestamp: now.toISOString(),
      path,
      error: {
        code,
        message,
        details: { message, error: label, statusCode: status, ...(errors ? { errors } : {}) },
      },
    },
  };
}

export const BUSY = "User either already has booking at this time or is not available";

import type { Reply } from "../reply";

const STATUSES = {
  validation_error: 422,
  missing_required_field: 422,
  invalid_attachment: 422,
  invalid_idempotency_key: 400,
  missing_api_key: 401,
  invalid_api_key: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  rate_limit_exceeded: 429,
  daily_quota_exceeded: 429,
  monthly_quota_exceeded: 429,
  application_error: 500,
  service_unavailable: 503,
} as const;

export type ResendErrorName = keyof typeof STATUSES;

/** An error in the words and with the status of the service. */
export class ResendError extends Error {
  readonly status: number;

  constructor(
    override readonly name: ResendErrorName,
    message: string,
    status?: number,
  ) {
    super(message);
    this.status = status ?? STATUSES[name];
  }
}

export function errorReply({ status, name, message }: ResendError): Reply {
  return { status, body: { statusCode: status, name, message } };
}

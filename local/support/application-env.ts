import { type ClockSettings, formatClockSettings } from "../../src/lib/utils/clock";
import { DEMO_LOGIN } from "./demo-login";
import type { LocalSecrets } from "./secrets";

export interface ApplicationEnvInput {
  readonly secrets: LocalSecrets;
  readonly clockSettings: ClockSettings;
  readonly appUrl: string;
  readonly supabaseUrl: string;
  readonly standIns: {
    readonly vapiUrl: string;
    readonly calUrl: string;
    readonly resendUrl: string;
  };
}

/** The variables of .env.example as they are in the local stack. */
export function applicationEnv(input: ApplicationEnvInput): Record<string, string> {
  const { secrets, standIns } = input;
  return {
    APP_URL: input.appUrl,
    NEXT_PUBLIC_SUPABASE_URL: input.supabaseUrl,
    NEXT_PUBLIC_SUPABASE_ANON_KEY: secrets.publishableKey,
    SUPABASE_SERVICE_ROLE_KEY: secrets.secretKey,
    VAPI_API_KEY: secrets.vapiApiKey,
    VAPI_BASE_URL: standIns.vapiUrl,
    VAPI_ASSISTANT_ID: secrets.vapiAssistantId,
    VAPI_PHONE_NUMBER_ID: secrets.vapiPhoneNumberId,
    VAPI_WEBHOOK_SECRET: secrets.vapiWebhookSecret,
    CAL_API_KEY: secrets.calApiKey,
    CAL_BASE_URL: standIns.calUrl,
    CAL_EVENT_TYPE_ID: String(secrets.calEventTypeId),
    CAL_WEBHOOK_SECRET: secrets.calWebhookSecret,
    RESEND_API_KEY: secrets.resendApiKey,
    RESEND_BASE_URL: standIns.resendUrl,
    RESEND_FROM: "demos@hvac-sales.example",
    CRON_SECRET: secrets.cronSecret,
    BUSINESS_CLOCK: formatClockSettings(input.clockSettings),
    LOGIN_HINT: `Local demo: sign in as ${DEMO_LOGIN.email} with password ${DEMO_LOGIN.password}`,
  };
}

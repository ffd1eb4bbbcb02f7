/**
 * The first thing that is heard, in one breath: who calls, that it is an AI, that the call may be recorded, and how not
 * to be called again. 47 CFR 64.1200(b) wants the name first and the way out right behind it; California (PUC 2874, AB
 * 2905) wants the artificial voice announced, and states where both sides must consent want the recording announced.
 */
export const FIRST_MESSAGE =
  "Hello, this is the AI assistant of {{seller_name}}, calling for {{company_name}}. This call may be recorded, and if you'd rather not be called again, just say so. Do you have a quick minute?";

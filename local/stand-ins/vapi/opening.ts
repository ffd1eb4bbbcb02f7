/** Said when the assistant has no first message of its own. */
export const OPENING =
  "Hello, this is the AI assistant of Fieldwise. This call may be recorded, and you can ask me at any time not to call again. Do you have a minute?";

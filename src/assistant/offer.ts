/** What is sold, in words that can be spoken. To sell something else, change these and publish. */
export const OFFER = {
  /** Ends the sentence "I'm calling about …". */
  topic: "software that fills an HVAC company's schedule and cuts wasted trips",
  /** The same in a few words, for whoever only asks what it is about. */
  subject: "scheduling software for HVAC companies",
  demo: "a free online demo of about thirty minutes with one of our people",
} as const;

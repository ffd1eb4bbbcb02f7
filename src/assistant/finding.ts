/** One reason not to publish a definition. */
export interface Finding {
  /** Which rule is broken. */
  readonly rule: string;
  /** Where in the definition. */
  readonly path: string;
  readonly message: string;
}

/** What a server action answers, as far as its caller must look at it. */
interface ActionAnswer<Data> {
  readonly data?: Data | undefined;
  readonly serverError?: string | undefined;
  readonly validationErrors?: unknown;
}

export type ActionOutcome<Data> =
  | { readonly isOk: true; readonly data: Data }
  | { readonly isOk: false; readonly message: string };

/** The data of an action, or the sentence to show. A request that never arrived is a failure like any other. */
export async function runAction<Data>(
  action: Promise<ActionAnswer<Data>>,
): Promise<ActionOutcome<Data>> {
  try {
    const { data, serverError, validationErrors } = await action;
    if (serverError) return { isOk: false, message: serverError };
    if (validationErrors || data === undefined) {
      return { isOk: false, message: "What was sent could not be used. Check it and try again." };
    }
    return { isOk: true, data };
  } catch {
    return {
      isOk: false,
      message: "The server could not be reached. Check your connection and try again.",
    };
  }
}

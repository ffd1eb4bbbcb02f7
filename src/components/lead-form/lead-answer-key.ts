/** Under which key the pages keep why a lead is not called now; the server seeds the same one. */
export const leadAnswerKey = (leadId: string) => ["lead-answer", leadId];

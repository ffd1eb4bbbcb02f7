/** Receives one line of text at a time. */
export type Log = (line: string) => void;

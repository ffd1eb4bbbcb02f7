/** Tuesday, 10:00 in Chicago. */
export const TEST_START = new Date("2026-03-03T16:00:00Z");

let read: () => Date = () => TEST_START;

/** Makes the application under test read its business time from `source`. */
export function useBusinessTime(source: () => Date): void {
  read = source;
}

export function testNow(): Date {
  return read();
}

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** A generator whose whole sequence follows from `seed` (mulberry32 over an FNV-1a hash). */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}

const BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

/** Ids of the forms that the services use. The count is kept with the data, so that a restart repeats none. */
export class Ids {
  constructor(
    private readonly seed: string,
    private readonly now: () => Date,
    public count = 0,
  ) {}

  /** A UUID of version 7: the business time, then digits that follow from the seed. */
  uuid(): string {
    const random = this.fresh();
    const time = this.now().getTime().toString(16).padStart(12, "0");
    const digits = (length: number) =>
      Array.from({ length }, () => random.int(0, 15).toString(16)).join("");
    const variant = random.int(8, 11).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
  }

  base58(length: number): string {
    const random = this.fresh();
    return Array.from({ length }, () => BASE58[random.int(0, 57)]).join("");
  }

  number(): number {
    this.count += 1;
    return this.count;
  }

  private fresh(): Random {
    this.count += 1;
    return createRandom(`${this.seed}:${this.now().getTime()}:${this.count}`);
  }
}

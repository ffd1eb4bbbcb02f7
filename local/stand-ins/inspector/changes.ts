/** Tells whoever listens that something in the stand-ins has changed. */
export class Changes {
  private readonly listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }

  stop(): void {
    this.listeners.clear();
  }
}

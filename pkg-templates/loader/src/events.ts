/** Listeners by event, each event's last detail kept for those who come late. */
export class Events {
  readonly #listeners = new Map<string, Set<(detail: unknown) => void>>();
  readonly #last = new Map<string, Map<string, unknown>>();

  /** Tells every listener and the document, and remembers the detail. */
  emit(event: string, detail: Record<string, unknown>): void {
    let last = this.#last.get(event);
    if (!last) this.#last.set(event, (last = new Map<string, unknown>()));
    // One `swapped` for each target: each of them is a last state.
    last.set(String(detail.target), detail);
    this.#listeners.get(event)?.forEach((listener) => call(listener, detail));
    call((detail) => document.dispatchEvent(new CustomEvent(`telswap:${event}`, { detail })), detail);
  }

  /** Forgets the last state of an event that no longer holds, of one target or all. */
  forget(event: string, target?: unknown): void {
    if (target === undefined) this.#last.delete(event);
    else this.#last.get(event)?.delete(String(target));
  }

  /** Listens; a late listener gets the last state at once. */
  on(event: string, listener: (detail: unknown) => void): () => void {
    let listeners = this.#listeners.get(event);
    if (!listeners) this.#listeners.set(event, (listeners = new Set()));
    listeners.add(listener);
    this.#last.get(event)?.forEach((detail) => call(listener, detail));
    return () => void listeners.delete(listener);
  }
}

/** A page's listener that throws is the page's own affair: it must not stop us. */
export function call(listener: (detail: unknown) => void, detail: unknown): void {
  try {
    // A copy for each: what a page does with it is its own affair.
    listener(structuredClone(detail));
  } catch (error) {
    console.error(error);
  }
}

// What a grant leaves behind: an entry in the browser, leases on the server.

/** The absolute address of the leases of the server that serves this config. */
export function leasesBeside(config: string): string {
  try {
    return new URL('leases', config).href;
  } catch {
    // It has no address beside it, as `data:` has none; then nothing is leased.
    return '';
  }
}

/** The entry's key; the engine writes it, after a grant. */
export const storageKey = (leases: string) => `telswap ${leases}`;

/**
 * Gives every number of the visitor back, also one that is on its way, without
 * waiting: the page may be on its way out. If this is lost, leases end by their
 * time.
 */
export function release(leases: string, visitor: string): void {
  const address = `${leases}/release`;
  try {
    navigator.sendBeacon(address, visitor);
  } catch {
    // Some browsers and blockers have no beacons.
    void fetch(address, { method: 'POST', body: visitor, keepalive: true, referrerPolicy: 'strict-origin' }).catch(() => {});
  }
}

/**
 * Deletes what is left of a grant on an earlier page, unread: without a grant on
 * this page nothing of ours is read. Its leases end by their time.
 */
export function forget(leases: string): void {
  try {
    localStorage.removeItem(storageKey(leases));
  } catch {
    // Storage is forbidden, so there is nothing of ours in it.
  }
}

/**
 * What is left of a grant that was heard on this page goes, and its leases are
 * released: the engine that would do it may not be there yet.
 */
export function purge(leases: string): void {
  try {
    const kept = localStorage.getItem(storageKey(leases));
    forget(leases);
    const { visitor, leases: asked } = JSON.parse(kept!) as { visitor: string; leases: object };
    if (Object.keys(asked)[0]) release(leases, visitor);
  } catch {
    // Storage is forbidden or empty, or what it has is not ours.
  }
}

/** What the IAB's interfaces call with data, and whether that is well. */
export type Listener<Data> = (data: Data | null | undefined, success: boolean) => void;

/** Adds a listener to one of the IAB's interfaces. */
export type Subscribe<Data> = (listener: Listener<Data>) => void;

/**
 * How to listen to one of the IAB's interfaces, `__tcfapi` or `__gpp`: in this window
 * by `here`, or in a window around it, where an empty frame says that messages are
 * heard (https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework,
 * "IAB Tech Lab - CMP API v2", "From in an iframe"; GPP has it likewise).
 */
export function subscribing<Data>(name: string, version: unknown, here: Subscribe<Data>): Subscribe<Data> | undefined {
  if (typeof (window as unknown as Record<string, unknown>)[name] === 'function') return here;
  const there = around(`${name}Locator`);
  return there && ((listener) => {
    addEventListener('message', ({ source, data }) => {
      // Some answer with JSON.
      const { returnValue, success, callId } = (typeof data === 'string' && data.includes(name) ? JSON.parse(data) : data)?.[`${name}Return`] ?? {};
      if (source === there && callId === name) listener(returnValue, success);
    });
    // One question, answered again and again: its name will do as its id.
    there.postMessage({ [`${name}Call`]: { command: 'addEventListener', version, callId: name } }, '*');
  });
}

/** The next window around this one that has a frame of this name. */
function around(locator: string): Window | undefined {
  for (let inner: Window = window; inner !== inner.parent; ) {
    inner = inner.parent;
    try {
      if ((inner.frames as unknown as Record<string, unknown>)[locator]) return inner;
    } catch {
      // Of another origin, and without such a frame.
    }
  }
  return undefined;
}

// What telswap reads of the browser, as a page can see it.

/**
 * Runs in the page before its scripts: `window.reads` gets a line for each read that
 * comes from one of our files. A read that a platform makes because we asked it is
 * ours, too. (`location` and named properties of storages cannot be watched.)
 */
export function watchReads() {
  const reads = [];
  Object.defineProperty(window, "reads", { value: reads });
  Error.stackTraceLimit = 100;
  const note = (what) => {
    if (/\/telswap[a-z-]*\.js/.test(new Error().stack)) reads.push(what);
  };
  const watch = (holder, names = Object.getOwnPropertyNames(holder)) => {
    for (const name of names) {
      const property = Object.getOwnPropertyDescriptor(holder, name);
      if (!property?.configurable || name === "constructor") continue;
      const { get, value } = property;
      const what = `${holder[Symbol.toStringTag] ?? holder.constructor?.name ?? "window"}.${name}`;
      if (get) property.get = function () { note(what); return get.call(this); };
      else if (typeof value === "function") property.value = function (...given) { note(what); return value.apply(this, given); };
      Object.defineProperty(holder, name, property);
    }
  };
  // Deleting our own entry, unread, is what the loader may do.
  watch(Storage.prototype, ["getItem", "key", "length", "setItem", "clear"]);
  watch(Document.prototype, ["cookie", "referrer", "lastModified"]);
  watch(Navigator.prototype);
  watch(Screen.prototype);
  watch(History.prototype, ["state", "length", "pushState", "replaceState"]);
  watch(IDBFactory.prototype);
  watch(HTMLCanvasElement.prototype, ["getContext", "toDataURL", "toBlob"]);
  watch(Date.prototype, ["getTimezoneOffset"]);
  watch(Intl.DateTimeFormat.prototype, ["resolvedOptions"]);
  watch(window, ["screen", "sessionStorage", "indexedDB", "caches", "cookieStore", "navigator", "name", "innerWidth", "innerHeight", "outerWidth", "devicePixelRatio", "matchMedia", "fetch"]);
}

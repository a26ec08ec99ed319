import type { Adapter, Decision } from './consent/adapter.ts';
import { klaro } from './consent/klaro.ts';
import { tcf } from './consent/tcf.ts';
import { leasesBeside, Runner } from './engine.ts';
import { Events } from './events.ts';

/** How often a consent platform is looked for that is not there yet. */
const LOOK_EVERY_MS = 200;

const ADAPTERS: Record<string, Adapter | undefined> = { klaro, tcf };

/** The one storage entry; the engine writes it, after a grant. */
const STORAGE_KEY = 'telswap';

const ENDED_BY_RESTORING = ['source', 'swapped', 'exhausted'];

function run(tag: HTMLScriptElement): void {
  const { cmp = '', service = '', purposes = '', config = '' } = tag.dataset;
  const events = new Events();
  const emit = (event: string, detail: Record<string, unknown>) => {
    // What was true under the grant is nobody's last state any more.
    if (event === 'restored') for (const ended of ENDED_BY_RESTORING) events.forget(ended);
    if (event === 'swapped') events.forget('restored');
    if (event === 'lost') lose();
    else events.emit(event, detail);
  };
  const address = absolute(config);
  const runner = new Runner(
    {
      base: new URL('.', tag.src).href,
      config: address,
      cmp,
      service,
      purposes,
    },
    emit,
  );
  let state: Decision = 'unknown';
  let stopped = false;

  const decide = (decision: Decision) => {
    if (decision === state) return;
    state = decision;
    // Undoes synchronously: many platforms reload the page right after.
    if (!stopped) void runner.follow(decision);
    if (decision === 'granted') events.forget('error');
    else purge(address);
    emit('consent', { state, cmp, service });
  };

  /** The grant ended elsewhere; what holds here is for the platform to say. */
  const lose = () => {
    state = 'unknown';
    void runner.follow(state);
    emit('consent', { state, cmp, service });
  };

  window.telswap = {
    consent(granted) {
      if (granted !== undefined) {
        if (cmp === 'manual') decide(granted === true ? 'granted' : 'denied');
        else console.warn(`telswap: data-cmp is "${cmp}", so only that platform's word counts`);
      }
      return state;
    },
    number: (target) => runner.number(String(target)),
    swap: (root) => {
      if (root instanceof Node) runner.running?.swap(root);
    },
    source: () => runner.running?.source() ?? null,
    on: (event, listener) => events.on(event, listener),
    stop() {
      stopped = true;
      void runner.follow('denied');
    },
  };

  // Another tab may have deleted our entry, or this page have slept meanwhile.
  addEventListener('storage', () => runner.running?.lost() && lose());
  for (const wake of ['pageshow', 'visibilitychange']) addEventListener(wake, () => runner.running?.beat());
  emit('consent', { state, cmp, service });
  const adapter = ADAPTERS[cmp];
  if (adapter) attach(() => adapter({ service, purposes }, decide));
  else if (cmp !== 'manual')
    emit('error', { code: 'unknown_cmp', message: 'data-cmp is klaro, tcf or manual' });
}

/** Tries until the platform is there: it may well be loaded after us. */
function attach(attempt: () => boolean): void {
  if (attempt()) return;
  const timer = setInterval(() => {
    if (attempt()) clearInterval(timer);
  }, LOOK_EVERY_MS);
}

/**
 * What is left of a grant that no longer holds goes, and its leases are released:
 * the choice was changed on another page, the platform's own record ended, or the
 * engine that would do it is not there.
 */
function purge(config: string): void {
  try {
    const kept = localStorage.getItem(STORAGE_KEY);
    localStorage.removeItem(STORAGE_KEY);
    const { visitor, leases } = JSON.parse(kept!) as { visitor: string; leases: object };
    if (Object.keys(leases)[0]) navigator.sendBeacon(`${leasesBeside(config)}/release`, visitor);
  } catch {
    // Storage is forbidden or empty, or what it has is not ours.
  }
}

/** The address as it is when it is none: fetching it will say so. */
function absolute(config: string): string {
  try {
    return new URL(config, document.baseURI).href;
  } catch {
    return config;
  }
}

declare global {
  interface Window {
    telswap?: {
      consent(granted?: boolean): Decision;
      number(target: string): Promise<string | null>;
      swap(root: Node | null): void;
      source(): unknown;
      on(event: string, listener: (detail: unknown) => void): () => void;
      stop(): void;
    };
  }
}

const tag = document.currentScript;
// A page that embeds the loader twice keeps the first.
if (tag instanceof HTMLScriptElement && !window.telswap) run(tag);

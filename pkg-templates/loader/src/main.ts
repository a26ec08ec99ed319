import type { Adapter, Decision } from './consent/adapter.ts';
import { klaro } from './consent/klaro.ts';
import { tcf } from './consent/tcf.ts';
import { Runner } from './engine.ts';
import { Events } from './events.ts';
import { forget, leasesBeside, purge, storageKey } from './kept.ts';

/** How often a consent platform is looked for that is not there yet. */
const LOOK_EVERY_MS = 200;

const ADAPTERS: Record<string, Adapter | undefined> = { klaro, tcf };

const ENDED_BY_RESTORING = ['source', 'swapped', 'exhausted'];

function run(tag: HTMLScriptElement): void {
  const { cmp = '', service = '', purposes = '', config = '', integrity = '' } = tag.dataset;
  const events = new Events();
  const emit = (event: string, detail: Record<string, unknown>) => {
    // What was true under the grant is nobody's last state any more.
    if (event === 'restored') for (const ended of ENDED_BY_RESTORING) events.forget(ended);
    if (event === 'swapped') {
      events.forget('restored');
      events.forget('exhausted', detail.target);
    }
    if (event === 'lost') lose();
    else events.emit(event, detail);
  };
  const address = absolute(config);
  const leases = leasesBeside(address);
  const runner = new Runner(
    {
      base: new URL('.', tag.src).href,
      config: address,
      leases,
      cmp,
      service,
      purposes,
      integrity,
    },
    emit,
  );
  let state: Decision = 'unknown';
  /** What was last heard of the platform; nothing before it has said anything. */
  let heard: Decision | undefined;
  let stopped = false;

  const decide = (decision: Decision) => {
    if (decision === heard) return;
    const changed = decision !== state;
    const granted = heard === 'granted';
    heard = state = decision;
    // Undoes synchronously: many platforms reload the page right after.
    if (!stopped) void runner.follow(decision);
    if (decision === 'granted') events.forget('error');
    else if (granted) purge(leases);
    else forget(leases);
    // A listener may have decided anew, and that was told.
    if (changed && heard === decision) emit('consent', { state, cmp, service });
  };

  /** The grant ended elsewhere; what holds here is for the platform to say. */
  const lose = () => {
    heard = state = 'unknown';
    void runner.follow('denied', true);
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
      // Nodes of a frame are of another kind.
      if (root?.nodeType) runner.running?.swap(root);
    },
    // A copy: what the page does with it is its own affair.
    source: () => structuredClone(runner.running?.source() ?? null),
    on: (event, listener) => events.on(event, listener),
    stop() {
      stopped = true;
      void runner.follow('denied');
      // The engine may be on its way still.
      if (heard === 'granted') purge(leases);
    },
  };

  // Another tab may have deleted our entry, or this page have slept meanwhile.
  const key = storageKey(leases);
  addEventListener('storage', (change) => {
    const ended = (change.key ?? key) === key && change.newValue === null;
    if (runner.running ? runner.running.lost() : ended && state === 'granted') lose();
  });
  for (const wake of ['pageshow', 'visibilitychange']) addEventListener(wake, () => runner.running?.beat());
  emit('consent', { state, cmp, service });
  const adapter = ADAPTERS[cmp];
  if (adapter) attach(() => adapter({ service, purposes }, decide));
  else if (cmp !== 'manual') {
    void runner.follow('denied');
    emit('error', { code: 'unknown_cmp', message: 'data-cmp is klaro, tcf or manual' });
  }
}

/** Tries until the platform is there: it may well be loaded after us. */
function attach(attempt: () => boolean): void {
  if (attempt()) return;
  const timer = setInterval(() => {
    if (attempt()) clearInterval(timer);
  }, LOOK_EVERY_MS);
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
    /** The tag manager's, if the site wants to hear of us there. */
    dataLayer?: { push(entry: object): unknown };
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
if (tag instanceof HTMLScriptElement && !window.telswap?.consent) run(tag);

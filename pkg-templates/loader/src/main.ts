import type { Adapter, Decision } from './consent/adapter.ts';
import { klaro } from './consent/klaro.ts';
import { tcf } from './consent/tcf.ts';
import { Runner } from './engine.ts';
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
    events.emit(event, detail);
  };
  const runner = new Runner(
    {
      base: new URL('.', tag.src).href,
      config: new URL(config, document.baseURI).href,
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
    if (decision !== 'granted') purge();
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
    swap: (root) => runner.running?.swap(root),
    source: () => runner.running?.source() ?? null,
    on: (event, listener) => events.on(event, listener),
    stop() {
      stopped = true;
      void runner.follow('denied');
    },
  };

  // Another tab deleted our entry: the grant ended there, and the lease with it.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === STORAGE_KEY && newValue === null && state === 'granted') decide('denied');
  });
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
 * What an earlier visit left under a grant that no longer holds goes: the
 * choice was changed on another page, or the platform's own record ended.
 */
function purge(): void {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is forbidden here, so there is nothing of ours in it.
  }
}

declare global {
  interface Window {
    telswap?: {
      consent(granted?: boolean): Decision;
      number(target: string): Promise<string | null>;
      swap(root: Node): void;
      source(): unknown;
      on(event: string, listener: (detail: unknown) => void): () => void;
      stop(): void;
    };
  }
}

const tag = document.currentScript;
// A page that embeds the loader twice keeps the first.
if (tag instanceof HTMLScriptElement && !window.telswap) run(tag);

import type { Adapter, Decision, Evidence, Grant } from './consent/adapter.ts';
import { grantOf, listen } from './consent/listen.ts';
import { runnerOf } from './engine.ts';
import { Events } from './events.ts';
import { forget, leasesBeside, purge, storageKey } from './kept.ts';

const ENDED_BY_RESTORING = ['source', 'swapped', 'exhausted'];

/** Does what the tag says, by what one of these consent platforms says. */
function run(tag: HTMLScriptElement, adapters: Adapter[]): void {
  const { cmp = '', service = '', purposes = '', marketing = '', config = '' } = tag.dataset;
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
  const settings = { cmp, service, purposes, marketing };
  const runner = runnerOf(
    { integrity: '', gpc: '', static: '', ...tag.dataset, ...settings, base: new URL('.', tag.src).href, config: address, leases },
    emit,
  );
  let state: Decision = 'unknown';
  /** What was last heard of the platform; nothing before it has said anything. */
  let heard: Decision | undefined;
  /** What was granted last. */
  let grant: Grant | undefined;
  /** Whether the grant ended elsewhere, and the platform has not called since. */
  let isLost = false;
  let stopped = false;

  const tell = () => emit('consent', { state, cmp: grant?.cmp ?? cmp, service: grant?.service ?? service, granted: grant?.granted ?? [] });

  /** Another tab may have deleted our entry, or this page have slept meanwhile. */
  const heed = (change: StorageEvent) => {
    const key = storageKey(leases);
    const ended = (change.key ?? key) === key && change.newValue === null;
    if (runner.running() ? runner.running()!.lost() : ended && state === 'granted') lose();
  };

  const decide = (decision: Decision, given?: Grant, isAnnounced = true) => {
    // A platform that has not heard of the withdrawal in another tab still says what
    // it said before.
    if (isLost && !isAnnounced) return;
    isLost = false;
    // A signal made to be read by whoever would otherwise take consent for given.
    if (given && tag.dataset.gpc !== 'ignore' && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true)
      [decision, given] = ['denied', undefined];
    const isSame = same(grant, given);
    // A refusal counts in every tab, also where one was heard in this tab before.
    if (decision === 'denied' && isAnnounced && heard !== 'granted') forget(leases);
    if (decision === heard && isSame) return;
    const changed = decision !== state || !isSame;
    const granted = heard === 'granted';
    heard = state = decision;
    grant = given;
    // Undoes synchronously: many platforms reload the page right after.
    if (changed && !stopped) void runner.follow(decision, given);
    if (decision === 'granted') {
      events.forget('error');
      // Not before: browsers open the storage for it, which takes up to a millisecond.
      addEventListener('storage', heed);
    } else if (granted) purge(leases);
    else forget(leases);
    // A listener may have decided anew, and that was told.
    if (changed && heard === decision && grant === given) tell();
  };

  /** The grant ended elsewhere; what holds here is for the platform to say. */
  const lose = () => {
    heard = state = 'unknown';
    grant = undefined;
    isLost = true;
    void runner.follow('denied', undefined, true);
    tell();
  };

  window.telswap = {
    consent(granted, { marketing: ads, ...evidence } = {}) {
      if (granted !== undefined) {
        if (cmp === 'manual') {
          if (granted === true) decide('granted', grantOf(cmp, service, ads, evidence));
          else decide('denied');
        } else console.warn(`telswap: data-cmp is "${cmp}", so only that platform's word counts`);
      }
      return state;
    },
    number: (target) => runner.number(String(target)),
    swap: (root) => {
      // Nodes of a frame are of another kind.
      if (root?.nodeType) runner.running()?.swap(root);
    },
    // A copy: what the page does with it is its own affair.
    source: () => structuredClone(runner.running()?.source() ?? null),
    on: (event, listener) => events.on(event, listener),
    stop() {
      stopped = true;
      void runner.follow('denied');
      // The engine may be on its way still.
      if (heard === 'granted') purge(leases);
    },
  };

  for (const wake of ['pageshow', 'visibilitychange']) addEventListener(wake, () => runner.running()?.beat());
  tell();
  const known = ['auto', 'manual', ...adapters.map(({ name }) => name)];
  if (!known.includes(cmp)) {
    void runner.follow('denied');
    return emit('error', { code: 'unknown_cmp', message: `data-cmp is one of ${known.join(', ')}` });
  }
  void runner.follow('unknown');
  listen(adapters, settings, decide);
}

/** Whether two grants are for the same, by the same evidence; the time does not matter. */
const same = (one?: Grant, other?: Grant) =>
  JSON.stringify({ ...one, given_at: 0 }) === JSON.stringify({ ...other, given_at: 0 });

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
      consent(granted?: boolean, more?: Evidence & { marketing?: boolean }): Decision;
      number(target: string): Promise<string | null>;
      swap(root: Node | null): void;
      source(): unknown;
      on(event: string, listener: (detail: unknown) => void): () => void;
      stop(): void;
    };
  }
}

/** Begins; a page that embeds the loader twice keeps the first. */
export function embed(adapters: Adapter[]): void {
  const tag = document.currentScript;
  if (tag instanceof HTMLScriptElement && !window.telswap?.consent) run(tag, adapters);
}

import type { ConsentSettings, Decision, Grant } from './consent/adapter.ts';
import { release } from './kept.ts';

/** `telswap-engine.js` (pkg-templates/engine/main.js). */
interface Engine {
  default(wasm: string): Promise<void>;
  /** Resolves once there is a page to work on, and somebody who sees it. */
  ready(): Promise<unknown>;
  /** Classifies the visit and decides; throws the code of an error. */
  start(options: EngineOptions): void;
  /** Shows the numbers and tells the listeners, now and as answers come. */
  run(): void;
  /** The grant is for more or for less than before. */
  agree(grant: Grant): void;
  /** The page has come to the front. */
  beat(): void;
  swap(root: Node): void;
  /** Asks for a number of the target's pool, unless that has been done. */
  need(target: string): void;
  source(): unknown;
  /** Whether the grant ended in another tab, or while this page slept. */
  lost(): boolean;
  /** Restores every number, deletes our storage, releases the leases: at once. */
  stop(released: boolean): void;
}

interface EngineOptions {
  /** The absolute address of the server's leases, beside `site.json`. */
  leases: string;
  site: Site | undefined;
  /** What the script tag says; `site` must say the same. */
  tag: Tag;
  /** What was granted; without it nothing is kept, requested or told of the visit. */
  grant: Grant | undefined;
  emit(event: string, detail: Record<string, unknown>): void;
  release(visitor: string): void;
}

/** The part of `site.json` that is read here; the engine sees to it that it is one. */
interface Site {
  targets: object;
}

/** What the script tag says. */
export interface Tag extends ConsentSettings {
  /** Where the engine's files lie, with a slash at the end. */
  base: string;
  /** The absolute address of `site.json`. */
  config: string;
  /** The absolute address of the server's leases. */
  leases: string;
  /** `ignore` where Global Privacy Control is no refusal. */
  gpc: string;
  /** `immediate` where static numbers are shown while nothing is decided. */
  static: string;
  /** The hash that the engine must have (Subresource Integrity), if any. */
  integrity: string;
}

type Number = string | null;

/** How long an answer may take; until then the page's own number stands there. */
const PATIENCE_MS = 8000;

/** What carries out decisions. */
export interface Runner {
  /**
   * Carries out a decision; with anything but a grant it undoes at once.
   * `released` says that another page has given the numbers back.
   */
  follow(decision: Decision, grant?: Grant, released?: boolean): Promise<void>;
  /** The number to show for a target; null: the page's own. */
  number(target: string): Promise<Number>;
  /** The engine if it runs at this moment. */
  running(): Engine | undefined;
}

/**
 * Fetches engine and config on the first grant, and runs the engine exactly
 * while the last decision is a grant.
 */
export function runnerOf(tag: Tag, tell: (event: string, detail: Record<string, unknown>) => void): Runner {
  let running: Engine | undefined;
  let held: Grant | undefined;
  let shown: Site | undefined;
  /** Counts the decisions, so that a slow download notices that it is stale. */
  let decisions = 0;
  /** Whether it is decided that no engine runs. */
  let without = false;
  const numbers = new Map<unknown, Number>();
  let waiting: [target: string, resolve: (number: Number) => void][] = [];

  const end = (released: boolean) => {
    const ended = running;
    running = undefined;
    numbers.clear();
    ended?.stop(released);
  };

  const load = async (mine: number) => {
    // The same engine, which also explains itself in the console.
    const debug = /[?&]telswap_debug\b/.test(location.search);
    const name = `${tag.base}telswap-${debug ? 'debug' : 'engine'}.`;
    if (tag.integrity) await verified(`${name}js`, tag.integrity);
    const engine = (await import(`${name}js`)) as Engine;
    // Nothing more is requested once the grant is gone.
    if (mine === decisions) await engine.default(`${name}wasm`);
    return engine;
  };

  /** What `data-config` says, `undefined` where that is no JSON. */
  const configured = async () => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(tag.config, { signal, referrerPolicy: 'strict-origin' }).catch(() => undefined);
    if (!response?.ok) throw ['config_unreachable', 'data-config cannot be fetched'] satisfies Failure;
    return (await response.json().catch(() => undefined)) as Site | undefined;
  };

  const start = (engine: Engine, site: Site | undefined, mine: number) => {
    const { leases } = tag;
    const grant = held;
    const emit = (event: string, detail: Record<string, unknown>) => {
      if (event === 'swapped') {
        // A grant may bring a pool's number yet.
        if (!grant && !detail.number) return;
        numbers.set(detail.target, detail.number as Number);
        settle();
      }
      tell(event, detail);
    };
    end(false);
    // A listener may have decided otherwise.
    if (mine !== decisions) return;
    try {
      engine.start({ leases, site, tag, grant, emit, release: (visitor) => release(leases, visitor) });
    } catch (code) {
      if (typeof code !== 'string') throw code;
      throw [code, 'the engine does not start with this site.json: see "telswap check"'] satisfies Failure;
    }
    // The page's own code may have run, and decided otherwise.
    if (mine !== decisions) return engine.stop(false);
    shown = site;
    running = engine;
    engine.run();
  };

  /** Answers those whose number is known by now. */
  const settle = () => {
    waiting = waiting.filter(([target, resolve]) => {
      const number = numbers.get(target);
      const unknown = running && !Object.hasOwn(shown!.targets, target);
      if (number === undefined && !without && !unknown) {
        // Whether or not the page has it.
        running?.need(target);
        return true;
      }
      resolve(number ?? null);
      return false;
    });
  };

  return {
    async follow(decision, grant, released = false) {
      const before = held;
      held = grant;
      if (before && grant) return running?.agree(grant);
      const mine = ++decisions;
      without = decision === 'denied';
      try {
        // What is shown without a grant stays until it is shown with one.
        if (!grant) end(released);
        // A listener may have decided anew meanwhile.
        if ((grant || (tag.static === 'immediate' && decision === 'unknown')) && mine === decisions) {
          const [engine, site] = await Promise.all([inTime(load(mine)), configured()]);
          await engine.ready();
          if (mine === decisions) start(engine, site, mine);
        }
      } catch (error) {
        if (mine !== decisions) return;
        without = true;
        const [code, message] = Array.isArray(error) ? (error as Failure) : ['engine_failed', `${error}`];
        tell('error', { code, message });
      }
      if (mine === decisions) settle();
    },
    number: (target) =>
      new Promise((resolve) => {
        waiting.push([target, resolve]);
        settle();
      }),
    running: () => running,
  };
}

/** Gives up waiting for what takes too long. */
const inTime = <T>(answer: Promise<T>) =>
  Promise.race([
    answer,
    new Promise<never>((_, fail) => setTimeout(() => fail('the engine does not load'), PATIENCE_MS)),
  ]);

/**
 * Resolves once the module lies ready with the right hash, which `import()` cannot
 * check. The link is gone again at once; a module that it refused would be asked
 * for anew by an import, so nobody may.
 */
const verified = (href: string, integrity: string) =>
  new Promise<unknown>((resolve, fail) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', crossOrigin: 'anonymous', referrerPolicy: 'strict-origin', integrity, href });
    link.onload = link.onerror = (event) => {
      link.remove();
      if ((event as Event).type === 'load') resolve(event);
      else fail('the engine cannot be fetched, or is not what data-integrity says');
    };
    document.head.append(link);
  });

/** A failure that has a name of its own. */
type Failure = [code: string, message: string];

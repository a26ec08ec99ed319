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

/**
 * Fetches engine and config on the first grant, and runs the engine exactly
 * while the last decision is a grant.
 */
export class Runner {
  #engine: Engine | undefined;
  #grant: Grant | undefined;
  #site: Site | undefined;
  /** Counts the decisions, so that a slow download notices that it is stale. */
  #decisions = 0;
  /** Whether it is decided that no engine runs. */
  #without = false;
  #numbers = new Map<unknown, Number>();
  #waiting: [target: string, resolve: (number: Number) => void][] = [];

  constructor(
    private readonly tag: Tag,
    private readonly emit: (event: string, detail: Record<string, unknown>) => void,
  ) {}

  /**
   * Carries out a decision; with anything but a grant it undoes at once.
   * `released` says that another page has given the numbers back.
   */
  async follow(decision: Decision, grant?: Grant, released = false): Promise<void> {
    const before = this.#grant;
    this.#grant = grant;
    if (before && grant) return this.#engine?.agree(grant);
    const mine = ++this.#decisions;
    this.#without = decision === 'denied';
    try {
      // What is shown without a grant stays until it is shown with one.
      if (!grant) this.#end(released);
      // A listener may have decided anew meanwhile.
      if ((grant || (this.tag.static === 'immediate' && decision === 'unknown')) && mine === this.#decisions) {
        const [engine, site] = await Promise.all([inTime(this.#load(mine)), this.#config()]);
        await engine.ready();
        if (mine === this.#decisions) this.#start(engine, site, mine);
      }
    } catch (error) {
      if (mine !== this.#decisions) return;
      this.#without = true;
      const [code, message] = error instanceof Failure ? [error.code, error.message] : ['engine_failed', `${error}`];
      this.emit('error', { code, message });
    }
    if (mine === this.#decisions) this.#settle();
  }

  #end(released: boolean): void {
    const running = this.#engine;
    this.#engine = undefined;
    this.#numbers.clear();
    running?.stop(released);
  }

  /** The number to show for a target; null: the page's own. */
  number(target: string): Promise<Number> {
    return new Promise((resolve) => {
      this.#waiting.push([target, resolve]);
      this.#settle();
    });
  }

  /** The engine if it runs at this moment. */
  get running(): Engine | undefined {
    return this.#engine;
  }

  async #load(mine: number): Promise<Engine> {
    // The same engine, which also explains itself in the console.
    const debug = /[?&]telswap_debug\b/.test(location.search);
    const name = `${this.tag.base}telswap-${debug ? 'debug' : 'engine'}.`;
    if (this.tag.integrity) await verified(`${name}js`, this.tag.integrity);
    const engine = (await import(`${name}js`)) as Engine;
    // Nothing more is requested once the grant is gone.
    if (mine === this.#decisions) await engine.default(`${name}wasm`);
    return engine;
  }

  /** What `data-config` says, `undefined` where that is no JSON. */
  async #config(): Promise<Site | undefined> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(this.tag.config, { signal, referrerPolicy: 'strict-origin' }).catch(() => undefined);
    if (!response?.ok) throw new Failure('config_unreachable', 'data-config cannot be fetched');
    return (await response.json().catch(() => undefined)) as Site | undefined;
  }

  #start(engine: Engine, site: Site | undefined, mine: number): void {
    const { leases } = this.tag;
    const grant = this.#grant;
    const emit = (event: string, detail: Record<string, unknown>) => {
      if (event === 'swapped') {
        // A grant may bring a pool's number yet.
        if (!grant && !detail.number) return;
        this.#numbers.set(detail.target, detail.number as Number);
        this.#settle();
      }
      this.emit(event, detail);
    };
    this.#end(false);
    // A listener may have decided otherwise.
    if (mine !== this.#decisions) return;
    try {
      engine.start({ leases, site, tag: this.tag, grant, emit, release: (visitor) => release(leases, visitor) });
    } catch (code) {
      if (typeof code !== 'string') throw code;
      throw new Failure(code, 'the engine does not start with this site.json: see "telswap check"');
    }
    // The page's own code may have run, and decided otherwise.
    if (mine !== this.#decisions) return engine.stop(false);
    this.#site = site;
    this.#engine = engine;
    engine.run();
  }

  /** Answers those whose number is known by now. */
  #settle(): void {
    this.#waiting = this.#waiting.filter(([target, resolve]) => {
      const number = this.#numbers.get(target);
      const unknown = this.#engine && !Object.hasOwn(this.#site!.targets, target);
      if (number === undefined && !this.#without && !unknown) {
        // Whether or not the page has it.
        this.#engine?.need(target);
        return true;
      }
      resolve(number ?? null);
      return false;
    });
  }
}

/** Gives up waiting for what takes too long. */
const inTime = <T>(answer: Promise<T>) =>
  Promise.race([
    answer,
    new Promise<never>((_, fail) => setTimeout(() => fail(new Failure('engine_failed', 'the engine does not load')), PATIENCE_MS)),
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
      else fail(new Failure('engine_failed', 'the engine cannot be fetched, or is not what data-integrity says'));
    };
    document.head.append(link);
  });

/** A failure that has a name of its own. */
class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

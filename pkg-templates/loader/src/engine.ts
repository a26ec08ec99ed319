import type { Decision } from './consent/adapter.ts';

/** What the engine hands back when it starts. */
export interface Engine {
  number(target: string): Promise<string | null>;
  swap(root: Node): void;
  source(): unknown;
  /** Restores every number, deletes our storage, releases the leases: at once. */
  stop(): void;
}

/** What the engine needs of the loader. */
export interface EngineOptions {
  config: string;
  cmp: string;
  service: string;
  purposes: string;
  emit(event: string, detail: Record<string, unknown>): void;
}

/** `telswap-engine.js`, as wasm-bindgen writes it for the web. */
interface EngineModule {
  default(wasm: { module_or_path: string }): Promise<unknown>;
  start(options: EngineOptions): Engine;
}

/**
 * Fetches the engine on the first grant and runs it exactly while the last
 * decision is a grant.
 */
export class Runner {
  #engine: Engine | undefined;
  /** Counts the decisions, so that a slow download notices that it is stale. */
  #decisions = 0;
  /** Those who asked for the engine before it was decided. */
  #waiting: ((engine: Engine | undefined) => void)[] = [];
  #settled = false;

  constructor(
    private readonly base: string,
    private readonly options: EngineOptions,
  ) {}

  /** Carries out a decision; with anything but a grant it undoes at once. */
  async follow(decision: Decision): Promise<void> {
    const mine = ++this.#decisions;
    this.#engine?.stop();
    this.#engine = undefined;
    this.#settled = false;
    if (decision === 'granted') {
      try {
        const module = (await import(`${this.base}telswap-engine.js`)) as EngineModule;
        await module.default({ module_or_path: `${this.base}telswap-engine.wasm` });
        if (mine !== this.#decisions) return;
        this.#engine = module.start(this.options);
      } catch (error) {
        if (mine !== this.#decisions) return;
        this.options.emit('error', { code: 'engine_failed', message: String(error) });
      }
    }
    if (decision !== 'unknown') this.#settle();
  }

  /** The engine once consent is decided; undefined when it does not run. */
  decided(): Promise<Engine | undefined> {
    if (this.#settled) return Promise.resolve(this.#engine);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The engine if it runs at this moment. */
  get running(): Engine | undefined {
    return this.#engine;
  }

  #settle(): void {
    this.#settled = true;
    for (const resolve of this.#waiting.splice(0)) resolve(this.#engine);
  }
}

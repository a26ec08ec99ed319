import type { Adapter, ConsentSettings, Decision, Evidence, Grant, Word } from './adapter.ts';

/** How often a consent platform is looked for that is not there yet. */
const LOOK_EVERY_MS = 200;

/** How often a platform is asked that tells nobody of a decision. */
const POLL_EVERY_MS = 500;

/** How long a platform may think about what the visitor decided; then nobody knows. */
const PATIENCE_MS = 2000;

/** When a platform may say something else than before without an event of its own. */
const WAKING = ['load', 'pageshow', 'visibilitychange', 'focus'];

/**
 * Finds the consent platform, and calls `decide` with what the visitor decided, as it
 * stands and again whenever it may have changed. Several platforms are never mixed:
 * the one that is named counts, or with `auto` the first that is there, one that speaks
 * for itself before those that many speak (TCF beside its own tongue). `isAnnounced`
 * says that the platform called, and was not only asked again.
 */
export function listen(
  adapters: Adapter[],
  settings: ConsentSettings,
  decide: (decision: Decision, grant: Grant | undefined, isAnnounced: boolean) => void,
): void {
  const isAuto = settings.cmp === 'auto';
  const candidates = adapters
    .filter(({ name }) => isAuto || name === settings.cmp)
    .sort((a, b) => Number(!!a.generic) - Number(!!b.generic));
  let adapter: Adapter | undefined;
  let platform: unknown;
  let questions = 0;

  const namesOf = ({ categories }: Adapter) =>
    isAuto && categories ? categories : ([settings.service, settings.marketing] as const);

  const look = () => {
    for (const candidate of candidates) {
      if (candidate === adapter) break;
      // A platform's own script may still come.
      if (isAuto && candidate.generic && document.readyState !== 'complete') break;
      const found = attempt(() =>
        candidate.detect ? candidate.detect(settings) : [candidate.read(undefined, namesOf(candidate)[0], settings)],
      );
      if (!found) continue;
      [adapter, platform] = [candidate, found];
      if (candidate.watch) attempt(() => candidate.watch?.(found, () => ask(true)));
      else setInterval(ask, POLL_EVERY_MS, false);
      ask(true);
      break;
    }
    if (!adapter || (isAuto && adapter.generic)) setTimeout(look, LOOK_EVERY_MS);
  };

  const ask = (isAnnounced: boolean) => {
    const asked = adapter;
    if (!asked) return;
    const mine = ++questions;
    const [measurement, marketing] = namesOf(asked);
    const words = [measurement, settings.marketing && marketing].map((name) =>
      name ? attempt(() => asked.read(platform, name, settings)) : false,
    );
    const answer = ([swap, ads]: Word[] = []) => {
      // Something newer was asked, or this one was given up.
      if (mine !== questions) return;
      questions++;
      if (swap !== true) decide(swap === false ? 'denied' : 'unknown', undefined, isAnnounced);
      else
        decide('granted', grantOf(asked.name, measurement, ads, attempt(() => asked.evidence?.(platform))), isAnnounced);
    };
    // Most platforms answer at once, and then a withdrawal is carried out at once:
    // many reload the page right after.
    if (words.every((word) => typeof word !== 'object')) return answer(words as Word[]);
    Promise.all(words).then(answer, () => answer());
    setTimeout(answer, PATIENCE_MS);
  };

  WAKING.forEach((event) => addEventListener(event, () => ask(false), true));
  look();
}

/** A grant that is heard of now. */
export const grantOf = (cmp: string, service: string, ads: Word, evidence?: Evidence): Grant => ({
  ...evidence,
  cmp,
  service,
  granted: ['storage', 'measurement', ...(ads === true ? ['marketing'] : [])],
  given_at: new Date().toISOString(),
});

/** What fails says nothing. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

// The site that shows the app, with telswap.

import { CONFIG, GOOGLE_ADS, json, MANUAL, STATIC, startStaticSite } from "../site.mjs";

const FOR_EVERYONE = { ...STATIC, rules: [{ ...CONFIG.rules[1], swap: { main: GOOGLE_ADS } }] };

/** The same number for everyone as a lease, and frames are looked into: the server is a double. */
export const LEASED = { ...MANUAL, rules: [CONFIG.rules[1]], page: { frames: true } };
const LEASE = { id: "a".repeat(32), number: GOOGLE_ADS, fence: 1, expires_in: 1800, overflow: false };

/**
 * A page around the app. With `?grant` consent is there before the app's script,
 * which comes only when the engine has long been there; with `?start` the app
 * starts on its own.
 */
export async function startApp(t, { script, before, html }, config = FOR_EVERYONE) {
  let engineCame;
  const engine = new Promise((resolve) => (engineCame = resolve));
  const page = (search) => `<!doctype html><html lang="de"><meta charset="utf-8"><title>Hof-Kaffee</title><link rel="icon" href="data:,">
<script>
  const complaints = [];
  for (const level of ["error", "warn"]) console[level] = (...words) => complaints.push(words.map(String).join(" "));
  for (const event of ["error", "unhandledrejection"]) addEventListener(event, ({ message, reason }) => complaints.push(String(message ?? reason)));
</script>
<script src="/telswap.js" data-config="/site.json" data-cmp="manual" data-service="call-tracking"></script>
<script>if (location.search.includes("grant")) telswap.consent(true)</script>
${before}<div id="root">${html}</div><div id="popups"></div>
<script type="module" src="/app.js${search}"></script>`;
  return startStaticSite(t, "", async (path, { url }) => {
    const { search } = new URL(url, "http://localhost");
    if (path === "/site.json") return json(config);
    if (path.startsWith("/leases")) return json(LEASE);
    if (path === "/") return { body: page(search) };
    if (path === "/telswap-engine.wasm") setTimeout(engineCame, 500);
    if (path === "/app.js") {
      if (search.includes("grant")) await engine;
      return { headers: { "content-type": "text/javascript" }, body: script };
    }
  });
}

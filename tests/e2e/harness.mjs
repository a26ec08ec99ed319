// What every end-to-end case stands on.

export { forAllBrowsers, forEachBrowser, launchBrowser, recordRequests } from "./harness/browser.mjs";
export { dist, root, startServer, temporaryFolder } from "./harness/server.mjs";
export { startSite } from "./harness/site.mjs";
export { until } from "./harness/wait.mjs";

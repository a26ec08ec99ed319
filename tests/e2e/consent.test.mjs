// Whose word counts: a page that asks itself, and a TCF platform (a contract
// double: what is shown here is the contract, not a vendor's platform).

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, recordRequests } from "./harness.mjs";
import {
  configFor, GOOGLE_ADS, header, kept, NOTHING_KEPT, OWN, settle, shows, spelled, startTelswap,
} from "./site.mjs";

const engineRequests = (requests) => requests.filter(({ url }) => /engine|\/v1\//.test(url));

// The page's tag says 7; purpose 1 is asked for in any case.
const TCF = configFor("tcf", "755", { purposes: [7, 1] });

/** A TCData object that grants vendor 755 the purposes 1 and 7. */
const granting = () => ({
  eventStatus: "useractioncomplete",
  gdprApplies: true,
  purpose: { consents: { 1: true, 7: true } },
  vendor: { consents: { 755: true }, disclosedVendors: { 755: true } },
  publisher: { restrictions: {} },
});

/** What is no grant, each a grant but for one thing. */
const NO_GRANT = {
  "the banner is open": (data) => { data.eventStatus = "cmpuishown"; },
  "GDPR does not apply": (data) => { data.gdprApplies = false; delete data.purpose; },
  "whether GDPR applies is not known": (data) => { delete data.gdprApplies; },
  "no purpose 1": (data) => { data.purpose.consents[1] = false; },
  "not the purpose asked for": (data) => { delete data.purpose.consents[7]; },
  "not the vendor": (data) => { data.vendor.consents = { 12: true }; },
  "the vendor was not disclosed": (data) => { data.vendor.disclosedVendors = {}; },
  "a string without disclosed vendors": (data) => { delete data.vendor.disclosedVendors; },
  "the publisher forbids the purpose": (data) => { data.publisher.restrictions = { 7: { 755: 0 } }; },
  "the publisher wants legitimate interest": (data) => { data.publisher.restrictions = { 1: { 755: 2 } }; },
  "truthy, but not true": (data) => { data.vendor.consents[755] = "no"; },
  "nothing but an event": (data) => { delete data.purpose; delete data.vendor; delete data.publisher; },
};

forEachBrowser((name, launch) => {
  test("manual: the page's own word, and a late listener hears the last state", async (t) => {
    const server = await startTelswap(t, { config: configFor("manual", "call-tracking") });
    const page = await (await launch(t)).newPage();
    const requests = recordRequests(page);
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    await settle(page);
    assert.deepEqual(engineRequests(requests), []);

    const promised = page.evaluate(() => telswap.number("main"));
    const unknown = page.evaluate(() => telswap.number("no such target"));
    await page.evaluate(() => telswap.consent(true));
    assert.equal(await promised, GOOGLE_ADS);
    assert.equal(await unknown, null);
    await shows(page, GOOGLE_ADS);

    const heard = await page.evaluate(() => {
      const heard = {};
      for (const event of ["consent", "source", "swapped", "restored", "error"])
        telswap.on(event, (detail) => { heard[event] = detail; });
      return heard;
    });
    assert.deepEqual(heard.consent, {
      state: "granted", cmp: "manual", service: "call-tracking", granted: ["storage", "measurement"],
    });
    assert.equal(heard.source.channel, "paid-search");
    assert.deepEqual(heard.source.click_id, { name: "gclid", value: "x" });
    assert.deepEqual(heard.swapped, {
      target: "main", number: GOOGLE_ADS, rule: "google-ads", pool: null, expires_in: null, overflow: false,
    });
    assert.equal(heard.restored, undefined);
    assert.equal(heard.error, undefined);

    // Content that comes late is swapped when the page says so.
    const late = await page.evaluate(() => {
      const node = document.createElement("p");
      node.textContent = "Tel. 0631 41555-000";
      document.body.append(node);
      telswap.swap(node);
      return node.textContent;
    });
    assert.equal(late, "Tel. 0631 41555-010");

    const after = await page.evaluate(() => {
      const heard = [];
      telswap.on("restored", () => heard.push("restored"));
      telswap.consent(false);
      telswap.on("source", () => heard.push("source of a visitor who withdrew"));
      return { heard, text: document.body.innerText, source: telswap.source() };
    });
    // Synchronously: many platforms reload the page right after.
    assert.deepEqual(after.heard, ["restored"]);
    assert.doesNotMatch(after.text, /41555-010/);
    assert.equal(after.source, null);
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
    assert.deepEqual(await kept(page), NOTHING_KEPT);
  });

  test("manual: a refusal deletes what an earlier grant left", async (t) => {
    const server = await startTelswap(t, { config: configFor("manual", "call-tracking") });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    await page.reload();
    assert.deepEqual((await kept(page)).local, [`telswap ${server.origin}/v1/leases`]);
    await page.evaluate(() => telswap.consent(false));
    assert.deepEqual(await kept(page), NOTHING_KEPT);
  });

  test("stop() ends it until the page is loaded again", async (t) => {
    const server = await startTelswap(t, { config: configFor("manual", "call-tracking") });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    assert.equal(await page.evaluate(() => { telswap.stop(); return document.querySelector("#header").textContent; }), spelled(OWN));
    await page.evaluate(() => { telswap.consent(false); telswap.consent(true); });
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(await kept(page), NOTHING_KEPT);
  });

  test("another platform's word is not heard", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/?gclid=x`);
    assert.equal(await page.evaluate(() => telswap.consent(true)), "unknown");
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(engineRequests(server.requests), []);
  });

  test("a grant for another service than site.json names swaps nothing", async (t) => {
    const server = await startTelswap(t, { config: configFor("manual", "another-service") });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    const code = await page.evaluate(() => new Promise((resolve) => {
      telswap.on("error", ({ code }) => resolve(code));
      telswap.consent(true);
    }));
    assert.equal(code, "consent_mismatch");
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(await kept(page), NOTHING_KEPT);
  });

  test("TCF (contract double): a full grant swaps, its end restores", async (t) => {
    const server = await startTelswap(t, { config: TCF });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/tcf.html?gclid=x`);
    await page.evaluate((data) => tellTcf(data), granting());
    await shows(page, GOOGLE_ADS);
    // Opening the banner again decides nothing.
    await page.evaluate((data) => tellTcf(data), { ...granting(), eventStatus: "cmpuishown", purpose: {} });
    assert.equal(await header(page), spelled(GOOGLE_ADS));
    await page.evaluate((data) => tellTcf(data), { ...granting(), vendor: { consents: {}, disclosedVendors: { 755: true } } });
    assert.equal(await header(page), spelled(OWN));
    // The field was called `vendorsDisclosed` for a while.
    const { disclosedVendors, ...vendor } = granting().vendor;
    await page.evaluate((data) => tellTcf(data), { ...granting(), vendor: { ...vendor, vendorsDisclosed: disclosedVendors } });
    await shows(page, GOOGLE_ADS);
    await page.evaluate((data) => tellTcf(data, false), granting());
    assert.equal(await header(page), spelled(OWN));
  });

  test("TCF (contract double): everything short of a grant is none", async (t) => {
    const server = await startTelswap(t, { config: TCF });
    const page = await (await launch(t)).newPage();
    for (const [what, spoil] of Object.entries(NO_GRANT)) {
      await page.goto(`${server.origin}/tcf.html?gclid=x`);
      const data = granting();
      spoil(data);
      await page.evaluate((data) => tellTcf(data), data);
      assert.notEqual(await page.evaluate(() => telswap.consent()), "granted", what);
    }
    await settle(page);
    assert.deepEqual(engineRequests(server.requests), []);
  });
});

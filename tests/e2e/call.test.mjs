// The call that follows a visit finds its campaign.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { forEachBrowser } from "./harness.mjs";
import { accept, GOOGLE_ADS, POOL, shows, startTelswap, withdraw } from "./site.mjs";

const TOKEN = "a test's own token";
const PUBLIC_URL = "https://calls.hof-kaffee.de";

/** Calls as Twilio does: https://www.twilio.com/docs/usage/security#validating-requests */
async function call(server, to, { id = "CA1", token = TOKEN } = {}) {
  const form = { CallSid: id, CallStatus: "ringing", Direction: "inbound", From: "+4915112345678", To: to };
  const signed = Object.keys(form).sort().reduce((text, key) => text + key + form[key], `${PUBLIC_URL}/v1/calls/twilio`);
  const signature = createHmac("sha1", token).update(signed).digest("base64");
  const response = await fetch(`${server.origin}/v1/calls/twilio`, {
    method: "POST",
    headers: { "x-twilio-signature": signature },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.json() };
}

forEachBrowser((name, launch) => {
  test("a Twilio call to the number shown is attributed to the visit's campaign", async (t) => {
    const server = await startTelswap(t, {
      args: ["--public-url", PUBLIC_URL],
      env: { TELSWAP_TWILIO_AUTH_TOKEN: TOKEN },
    });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/?utm_source=newsletter&utm_medium=email&utm_campaign=herbst`);
    await accept(page);
    const mine = await shows(page, ...POOL);

    const { status, body } = await call(server, mine);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.attribution.outcome, "attributed");
    assert.equal(body.attribution.by, "lease");
    const [candidate] = body.attribution.candidates;
    assert.equal(candidate.source.campaign, "herbst");
    assert.equal(candidate.source.channel, "email");
    assert.equal(candidate.rule, "everyone");

    // What was acknowledged is there after a crash, and a retry is the same call.
    await server.kill9();
    await server.restart();
    assert.deepEqual((await call(server, mine)).body, body);

    const never = POOL.find((number) => number !== mine);
    const unattributed = await call(server, never, { id: "CA2" });
    assert.equal(unattributed.body.attribution.outcome, "unattributed");
    assert.equal(unattributed.body.attribution.reason, "never_leased");
    assert.deepEqual(unattributed.body.attribution.candidates, []);

    const forged = await call(server, mine, { id: "CA3", token: "guessed" });
    assert.equal(forged.status, 403);
    assert.equal(forged.body.error.code, "signature_invalid");

    const fixed = await call(server, GOOGLE_ADS, { id: "CA4" });
    assert.equal(fixed.body.attribution.by, "static_number");
    assert.equal(fixed.body.attribution.candidates[0].rule, "google-ads");

    await withdraw(page);
    const log = server.log();
    for (const secret of [TOKEN, "4915112345678", mine.slice(1), "herbst"])
      assert.ok(!log.includes(secret), `the log names ${secret}:\n${log}`);
  });
});

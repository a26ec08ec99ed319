// The package in Node: every function, and every way to be called wrongly.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { load, makeToy, root } from "./toy.mjs";

const CONFIG = {
  site: "hof-kaffee",
  domains: ["hof-kaffee.de"],
  targets: { main: { number: "+4963141555000" }, shop: { number: "+4963141555001" } },
  pools: { web: { numbers: ["+4963141555101", "+4963141555102"], overflow: "+4963141555100" } },
  rules: [
    { id: "google-ads", when: { channel: "paid-search", source: "google" }, swap: { main: "+4963141555010" } },
    { id: "everyone", swap: { main: { pool: "web" }, shop: "keep" } },
  ],
  consent: { cmp: "klaro", service: "call-tracking" },
};
const SWAPS = [{ from: "+4963141555000", to: "+4963141555010" }];

let app;
let telswap;
before(async (t) => {
  app = makeToy(t);
  telswap = await load(app);
});

/** Asserts that it throws an `Error` with this code, and gives it. */
function thrown(code, call) {
  let caught;
  assert.throws(call, (error) => (caught = error) instanceof Error && error.code === code);
  return caught;
}

test("the package holds what it should and nothing else", () => {
  const installed = join(app, "node_modules/telswap");
  for (const file of ["README.md", "LICENSE", "index.d.ts", "site.d.ts", "core.wasm"])
    assert.ok(existsSync(join(installed, file)), file);
  const { version, exports } = JSON.parse(readFileSync(join(installed, "package.json")));
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^version = "${version}"$`, "m"));
  assert.deepEqual(Object.keys(exports["."]), ["types", "node", "default"]);
});

test("init() is allowed in Node, and not needed", async () => {
  assert.equal(telswap.classify({ landing: "https://hof-kaffee.de/" }).channel, "direct");
  assert.equal(await telswap.init(), undefined);
});

test("require() gives the same", () => {
  const program = "console.log(require('telswap').classify({ landing: 'https://hof-kaffee.de/?gclid=x' }).channel)";
  const said = execFileSync(process.execPath, ["--eval", program], { cwd: app, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.equal(said, "paid-search\n");
});

test("the module itself can be resolved", () => {
  const program = "console.log(import.meta.resolve('telswap/core.wasm'))";
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: app, encoding: "utf8" });
  assert.match(said, /node_modules\/telswap\/core\.wasm\n$/);
});

test("where nothing can be fetched, init() takes the bytes or the module, after a failure too", () => {
  for (const module of ["bytes", "WebAssembly.compile(bytes)"]) {
    const program = `
      import { readFileSync } from "node:fs";
      import { classify, init } from "./node_modules/telswap/index.js";
      const bytes = readFileSync("node_modules/telswap/core.wasm");
      const refused = await init("http://127.0.0.1:9/core.wasm").catch((error) => error);
      await init(${module});
      console.log(refused instanceof Error, refused.code, refused.cause instanceof Error, classify({ landing: "" }).channel);`;
    const said = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: app, encoding: "utf8" });
    assert.equal(said, "true init_failed true direct\n");
  }
});

test("classify gives plain JSON, null where there is nothing", () => {
  const source = telswap.classify({ landing: "https://hof-kaffee.de/?utm_source=newsletter&utm_medium=email&gclid=G%C3%B6", referrer: "" });
  assert.deepEqual(source, JSON.parse(JSON.stringify(source)));
  assert.deepEqual(source.click_id, { name: "gclid", value: "Gö" });
  assert.equal(source.source, "newsletter");
  assert.equal(source.campaign, null);
});

test("classify knows the site's own domains", () => {
  const visit = { landing: "https://hof-kaffee.de/", referrer: "https://shop.hof-kaffee.at/" };
  assert.equal(telswap.classify(visit).channel, "referral");
  assert.equal(telswap.classify(visit, { domains: ["hof-kaffee.at"] }).channel, "direct");
  assert.equal(telswap.classify(visit, undefined).channel, "referral");
  assert.equal(telswap.classify(visit, {}).channel, "referral");
});

test("swapText and swapHref keep the style found", () => {
  assert.equal(telswap.swapText("Tel. 0631 41555-000, Fax 0631 41555-009", SWAPS), "Tel. 0631 41555-010, Fax 0631 41555-009");
  assert.equal(telswap.swapHref("tel:+4963141555000", SWAPS), "tel:+4963141555010");
  assert.equal(telswap.swapText("nichts", []), "nichts");
});

test("a page of another country shows no bare German number", () => {
  assert.equal(telswap.swapText("0631 41555-000", SWAPS, { country: "DE" }), "0631 41555-010");
  assert.equal(telswap.swapText("0631 41555-000", SWAPS, { country: "FR" }), "0631 41555-000");
});

test("check gives the site, its defaults filled in", () => {
  for (const config of [CONFIG, JSON.stringify(CONFIG)]) {
    const { ok, site } = telswap.check(config);
    assert.equal(ok, true);
    assert.deepEqual(site.pools.web, { ...CONFIG.pools.web, lease_minutes: 30, lease: "present" });
    const page = { after: "hydration", exclude: [], frames: false, attributes: [], data_layer: false };
    assert.deepEqual(site.page, page);
    assert.deepEqual(site.targets, CONFIG.targets);
    assert.deepEqual(site.rules[1].swap, CONFIG.rules[1].swap);
    assert.deepEqual(site.consent, CONFIG.consent);
  }
});

test("check spells a pool's numbers, and takes again what it gave", () => {
  const web = { ...CONFIG.pools.web, display: "0631 41555-101" };
  const { site } = telswap.check({ ...CONFIG, pools: { web } });
  const spelled = (last) => ({ number: `+49631415551${last}`, display: `0631 41555-1${last}` });
  assert.deepEqual(site.pools.web.numbers, [spelled("01"), spelled("02")]);
  assert.deepEqual(site.pools.web.overflow, spelled("00"));
  assert.deepEqual(telswap.check(site).site, site);
});

test("check gives every error with its place and what would be right", () => {
  const { ok, errors } = telswap.check({ ...CONFIG, targets: { main: { number: "0631 41555000" } }, domain: [] });
  assert.equal(ok, false);
  assert.ok(errors.length >= 2, JSON.stringify(errors));
  for (const error of errors) assert.deepEqual(Object.keys(error).sort(), ["code", "hint", "path", "problem"]);
  assert.ok(errors.some(({ path }) => path === "targets.main.number"));
  assert.ok(errors.some(({ path }) => path === "domain"));
  assert.equal(telswap.check("{").ok, false);
});

test("publicSite holds no pool's numbers", () => {
  const site = telswap.publicSite(CONFIG);
  assert.deepEqual(site.pools, { web: { lease_minutes: 30 } });
  assert.ok(!JSON.stringify(site).includes("+49631415551"), JSON.stringify(site));
});

test("explain says what each target becomes, and why", () => {
  const { source, rules, targets } = telswap.explain(CONFIG, { landing: "https://hof-kaffee.de/?fbclid=x" });
  assert.equal(source.click_id.name, "fbclid");
  assert.deepEqual(targets, [
    { target: "main", rule: "everyone", outcome: { pool: "web" } },
    { target: "shop", rule: "everyone", outcome: "keep" },
  ]);
  assert.deepEqual(rules.map(({ rule, mismatches }) => [rule, mismatches.length > 0]), [["google-ads", true], ["everyone", false]]);
  assert.deepEqual(rules[0].mismatches[0], { field: "channel", wanted: "paid-search", found: source.channel });
});

test("explain looks at the visit that a rule names", () => {
  const rules = [{ ...CONFIG.rules[0], when: { channel: "email" }, by: "first" }, ...CONFIG.rules.slice(1)];
  const visits = [
    { landing: "https://hof-kaffee.de/?utm_source=nl&utm_medium=email", at: Date.UTC(2026, 9, 1) },
    { landing: "https://hof-kaffee.de/?gclid=x", at: Date.UTC(2026, 9, 2) },
    { landing: "https://hof-kaffee.de/", at: Date.UTC(2026, 9, 3) },
  ];
  const said = telswap.explain({ ...CONFIG, rules }, visits);
  assert.deepEqual(said.touches.map(({ at, source }) => [at, source.channel]), [
    [visits[0].at, "email"],
    [visits[1].at, "paid-search"],
    [visits[2].at, "direct"],
  ]);
  assert.equal(said.source.channel, "paid-search");
  assert.deepEqual(said.rules[0], { rule: CONFIG.rules[0].id, by: "first", matches: true, mismatches: [] });
  assert.equal(said.targets[0].rule, CONFIG.rules[0].id);
  assert.equal(telswap.explain(CONFIG, []).source, null);
});

test("classify knows what a site says of sources", () => {
  const sources = { hosts: { "regio-portal.de": { kind: "social", source: "regio" } } };
  const visit = { landing: "https://hof-kaffee.de/", referrer: "https://www.regio-portal.de/" };
  const { channel, source } = telswap.classify(visit, { config: { ...CONFIG, sources } });
  assert.deepEqual([channel, source], ["organic-social", "regio"]);
  assert.equal(thrown("invalid_config", () => telswap.classify(visit, { config: {} })).errors[0].path, "site");
});

test("a config with errors is thrown with all of them", () => {
  for (const call of [telswap.publicSite, (config) => telswap.explain(config, { landing: "" })]) {
    const error = thrown("invalid_config", () => call({ ...CONFIG, site: "Hof Kaffee!" }));
    assert.equal(error.errors[0].path, "site");
    assert.match(error.message, /site/);
  }
});

test("wrong arguments are thrown, and say where", () => {
  assert.match(thrown("invalid_argument", () => telswap.classify({})).message, /landing/);
  thrown("invalid_argument", () => telswap.classify("https://hof-kaffee.de/"));
  thrown("invalid_argument", () => telswap.classify());
  thrown("invalid_argument", () => telswap.classify({ landing: "" }, { domains: "hof-kaffee.de" }));
  thrown("invalid_argument", () => telswap.swapText("x", [{ from: "+4963141555000" }]));
  const wrong = thrown("invalid_argument", () => telswap.swapText("x", [...SWAPS, { from: "0631", to: "+4963141555010" }]));
  assert.match(wrong.message, /^swaps\[1\]\.from: /);
  assert.match(thrown("invalid_argument", () => telswap.swapText("x", [{ ...SWAPS[0], groups: "63 1" }])).message, /^swaps\[0\]\.groups: /);
  thrown("invalid_argument", () => telswap.swapHref("x", SWAPS, { country: "Germany" }));
  const circular = {};
  circular.self = circular;
  for (const config of [circular, () => {}, undefined, { big: 1n }]) thrown("invalid_argument", () => telswap.check(config));
});

test("every wrong argument is an Error with a code that says what would be right", () => {
  const { classify, check, explain, swapHref, swapText } = telswap;
  const visit = { landing: "https://hof-kaffee.de/" };
  const getter = { get landing() { throw new Error("mine"); } };
  for (const [call, said] of [
    [() => classify(), /^visit: an object as \{ landing: "https:.*not undefined$/],
    [() => classify(null), /^visit: .*not null$/],
    [() => classify("https://hof-kaffee.de/"), /^visit: .*not a string$/],
    [() => classify([visit]), /^visit: .*not a list$/],
    [() => classify({}), /^visit\.landing: an address as "https:.*not undefined$/],
    [() => classify({ ...visit, referrer: 5 }), /^visit\.referrer: .*not a number$/],
    [() => classify(getter), /^visit: landing cannot be read$/],
    [() => classify(visit, 5), /^options: an object as \{ domains: /],
    [() => classify(visit, { domains: "a.de" }), /^options\.domains: a list as \["hof-kaffee\.de"\]/],
    [() => classify(visit, { domains: ["a.de", {}] }), /^options\.domains\[1\]: .*not an object$/],
    [() => swapText(), /^text: a string is expected here, not undefined$/],
    [() => swapText(undefined, []), /^text: a string is expected here, not undefined$/],
    [() => swapText(5n, []), /^text: .*not a bigint$/],
    [() => swapText("x"), /^swaps: a list as \[\{ from: .*not undefined$/],
    [() => swapText("x", SWAPS[0]), /^swaps: .*not an object$/],
    [() => swapText("x", ["+4963141555000"]), /^swaps\[0\]: an object as \{ from: .*not a string$/],
    [() => swapText("x", [{ from: "+4963141555000" }]), /^swaps\[0\]\.to: a number as .*not undefined$/],
    [() => swapText("x", [{ ...SWAPS[0], groups: 631 }]), /^swaps\[0\]\.groups: groups as .*not a number$/],
    [() => swapText("x", [{ ...SWAPS[0], display: "0631 41555-011" }]), /^swaps\[0\]\.display: it spells another number/],
    [() => swapText("x", [{ ...SWAPS[0], from_display: 631 }]), /^swaps\[0\]\.from_display: a spelling as .*not a number$/],
    [() => swapText("x", [{ ...SWAPS[0], match: "fax" }]), /^swaps\[0\]\.match: an object as \{ fax: true \} .*not a string$/],
    [() => swapText("x", [{ ...SWAPS[0], match: { fax: 1 } }]), /^swaps\[0\]\.match\.fax: true or false .*not a number$/],
    [() => swapText("x", [{ ...SWAPS[0], match: { tty: true } }]), /^swaps\[0\]\.match: what can be matched is fax, /],
    [() => swapText("x", SWAPS, "DE"), /^options: an object as \{ country: "DE" \}/],
    [() => swapText("x", SWAPS, { country: 49 }), /^options\.country: .*not a number$/],
    [() => swapHref({}, SWAPS), /^href: a string as "tel:.*not an object$/],
    [() => explain(CONFIG), /^visit: .*not undefined$/],
    [() => explain(CONFIG, [visit, 5]), /^visit\[1\]: an object as .*not a number$/],
    [() => explain(CONFIG, { ...visit, at: "today" }), /^visit\.at: milliseconds since 1970 .*not a string$/],
    [() => explain(CONFIG, { ...visit, at: NaN }), /^visit\.at: milliseconds/],
    [() => check(), /^config: the text of a site\.json .*not undefined$/],
    [() => check({ big: 1n }), /^config: .*not what JSON cannot write$/],
  ]) {
    const { message } = thrown("invalid_argument", call);
    assert.match(message, said);
    assert.doesNotMatch(message, /Js[A-Z]|struct|unit|sequence/);
  }
});

test("what is left out may be null too, as JSON has it", () => {
  assert.equal(telswap.classify({ landing: "https://hof-kaffee.de/", referrer: null }, { domains: null }).channel, "direct");
  assert.equal(telswap.swapText("0631 41555-000", [{ ...SWAPS[0], groups: null }], { country: null }), "0631 41555-010");
});

test("hostile and huge texts come back in time", () => {
  const lone = "\ud800 0631 41555-000 \udc00";
  assert.match(telswap.swapText(lone, SWAPS), /0631 41555-010/);
  const huge = "Tel. 0631 41555-000, ".repeat(150_000);
  assert.ok(telswap.swapText(huge, SWAPS) === huge.replaceAll("-000", "-010"));
  for (const landing of ["", "https://[", "\0", "https://hof-kaffee.de/?" + "&utm_source=%".repeat(250_000)])
    assert.equal(typeof telswap.classify({ landing, referrer: landing }).channel, "string");
});

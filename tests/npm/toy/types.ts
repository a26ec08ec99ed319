// Compiled, never run: what the types promise, and what they refuse.

import {
  check,
  classify,
  explain,
  init,
  publicSite,
  swapHref,
  swapText,
  type Channel,
  type ConfigError,
  type E164,
  type Outcome,
  type Source,
  type SpelledNumber,
} from "telswap";

const ready: Promise<void> = init();
await ready;
await init(fetch("/core.wasm"));
await init(new URL("https://hof-kaffee.de/core.wasm"));
await init(await WebAssembly.compile(new Uint8Array()));

const source: Source = classify({ landing: "https://hof-kaffee.de/" }, { domains: ["hof-kaffee.at"] });
const channel: Channel = source.channel;
const click: string | undefined = source.click_id?.value;

const checked = check("{}");
if (checked.ok) {
  const spelled: SpelledNumber[] = Object.values(checked.site.pools).flatMap((pool) => pool.numbers);
  const numbers: E164[] = spelled.map((number) => (typeof number === "string" ? number : number.number));
  numbers.forEach((number) => swapText("", [{ from: number, to: number, groups: "631|41555" }], { country: "DE" }));
} else {
  const errors: ConfigError[] = checked.errors;
  errors.map(({ path, code, problem, hint }) => [path, code, problem, hint]);
}

const { lease_minutes } = publicSite({})["pools"]["web"]!;
lease_minutes.toFixed();
const { targets, rules } = explain({}, { landing: "", referrer: "" });
const outcomes: Outcome[] = targets.map(({ outcome }) => outcome);
const unmet: string[] = rules.flatMap(({ mismatches }) => mismatches.map(({ field }) => field));
swapHref("tel:+4963141555000", []);
console.log(channel, click, outcomes, unmet);

// @ts-expect-error a visit has a landing
classify({ referrer: "" });
// @ts-expect-error numbers are written with their +
swapText("", [{ from: "4963141555000", to: "+4963141555010" }]);
// @ts-expect-error a public site has no pool's numbers
publicSite({}).pools["web"]?.numbers;
// @ts-expect-error the errors are there only when it is not ok
check("{}").errors;
// @ts-expect-error no such channel
channel === "carrier-pigeon";

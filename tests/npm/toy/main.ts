// What a developer writes: the number shown depends on the visit.

import { classify, init, swapText, type TelswapError } from "telswap";

const swaps = [{ from: "+4963141555000", to: "+4963141555010" } as const];
const paragraph = document.querySelector("p")!;

try {
  swapText("", swaps);
} catch (error) {
  document.body.dataset["early"] = (error as TelswapError).code;
}

await Promise.all([init(), init()]);
const { channel } = classify({ landing: location.href, referrer: document.referrer });
document.body.dataset["channel"] = channel;
if (channel === "paid-search") paragraph.textContent = swapText(paragraph.textContent ?? "", swaps);

// What the script tag and `site.json` say of whose consent counts: whoever wrote the
// tag must have asked the visitor for what the site says it does.

/** Purpose 1 is always asked for, whether it is written down or not. */
const withPurpose1 = (purposes) => [...new Set(["1", ...purposes.map(String)])].sort().join();

const compared = ({ cmp, service, marketing = "", gpc, static: shown }, purposes) =>
  JSON.stringify([cmp, service, marketing, gpc == "ignore", shown == "immediate", withPurpose1(purposes)]);

/** Whether `consent` in `site.json` is what the tag's `data-…` attributes say. */
export const agrees = (consent, tag) =>
  compared(consent, consent.purposes ?? []) == compared(tag, (tag.purposes ?? "").split(",").filter(Boolean));

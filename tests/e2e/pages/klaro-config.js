// Read by the real Klaro, through its data-config attribute.
var klaroConfig = {
  version: 1,
  acceptAll: true,
  lang: "en",
  services: [
    { name: "call-tracking", purposes: ["marketing"] },
    { name: "something-else", purposes: ["analytics"] },
  ],
};

// First: Angular's own packages are compiled with it too.
import "@angular/compiler";
import { bootstrapApplication, provideClientHydration } from "@angular/platform-browser";
import { provideServerRendering, renderApplication } from "@angular/platform-server";

import { App, GIVEN } from "./view.mjs";

const DOCUMENT = "<!doctype html><html><body><hof-app></hof-app></body></html>";

/** What Angular looks for at the beginning of a page that it rendered. */
export const before = "<!--nghm-->";

export async function render(first) {
  const providers = [provideServerRendering(), provideClientHydration(), { provide: GIVEN, useValue: { first } }];
  const start = (context) => bootstrapApplication(App, { providers }, context);
  const html = await renderApplication(start, { document: DOCUMENT, url: "/" });
  return html.slice(html.indexOf("<hof-app"), html.indexOf("</body>"));
}

// First: Angular's own packages are compiled with it too.
import "@angular/compiler";
import { ApplicationRef } from "@angular/core";
import { bootstrapApplication, provideClientHydration } from "@angular/platform-browser";

import { define } from "../play.mjs";
import { App, GIVEN } from "./view.mjs";

define(async (_root, popups, first, late) => {
  let model;
  const follow = (given) => (model = given);
  const providers = [provideClientHydration(), { provide: GIVEN, useValue: { first, late, popups, follow } }];
  const { injector } = await bootstrapApplication(App, { providers });
  const app = injector.get(ApplicationRef);
  return {
    set: async (next) => {
      model.set(next);
      await app.whenStable();
      app.tick();
    },
  };
});

import { lazy } from "react";
import { hydrateRoot } from "react-dom/client";

import { define } from "../play.mjs";
import { App, LateNumber } from "./view.jsx";

define((root, popups, model, late) => {
  const Late = lazy(() => late.then(() => ({ default: LateNumber })));
  return new Promise((started) => {
    const follow = (show) => started({ set: (model) => new Promise((shown) => show({ model, shown })) });
    const onRecoverableError = (error) => console.error(error);
    hydrateRoot(root, <App {...{ model, popups, Late, follow }} />, { onRecoverableError });
  });
});

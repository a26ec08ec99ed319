import { renderToString } from "vue/server-renderer";

import { makeApp } from "./view.mjs";

export const render = (model) => renderToString(makeApp(model).app);

import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import { renderToPipeableStream } from "react-dom/server";

import { App, LateNumber } from "./view.jsx";

export function render(model) {
  const page = new PassThrough();
  const { pipe } = renderToPipeableStream(<App model={model} Late={LateNumber} />, { onAllReady: () => pipe(page) });
  return text(page);
}

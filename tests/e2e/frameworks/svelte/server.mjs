import { render as renderApp } from "svelte/server";

import App from "./App.svelte";

export const render = async (first) => (await renderApp(App, { props: { first, late: Promise.resolve() } })).body;

// A framework's app as its build tools leave it: a bundle for the page, and what
// the server makes of the first model.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { compile } from "svelte/compiler";

import { FIRST } from "./model.mjs";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));

/** What stands for what in the apps that share React's file. */
const ALIASES = {
  "react-18": { react: "react-18", "react-dom": "react-dom-18" },
  preact: { react: "preact/compat", "react-dom": "preact/compat" },
};

/** Where each app is, and whether its server renders it. */
export const FRAMEWORKS = {
  "react-19": { folder: "react", extension: "jsx", server: true },
  "react-18": { folder: "react", extension: "jsx", server: true },
  vue: { folder: "vue", extension: "mjs", server: true },
  svelte: { folder: "svelte", extension: "mjs", server: true },
  preact: { folder: "react", extension: "jsx", server: true },
  angular: { folder: "angular", extension: "mjs", server: true },
  solid: { folder: "solid", extension: "mjs" },
  "web components": { folder: "components", extension: "mjs" },
  jquery: { folder: "jquery", extension: "mjs" },
  "no framework": { folder: "plain", extension: "mjs" },
};

/** The page's bundle, and the HTML of its first model with what goes before it. */
export async function bundle(name, { production = false } = {}) {
  const { folder, extension, server } = FRAMEWORKS[name];
  const path = (part) => `${FOLDER}${folder}/${part}.${extension}`;
  const script = await bundled(name, path("client"), { production, format: "esm", platform: "browser" });
  if (!server) return { script, before: "", html: "" };
  const rendering = await bundled(name, path("server"), { production, format: "cjs", platform: "node" });
  const module = { exports: {} };
  new Function("module", "exports", "require", rendering)(module, module.exports, createRequire(import.meta.url));
  const { render, before = "" } = module.exports;
  return { script, before, html: await render(FIRST) };
}

async function bundled(name, entry, { production, format, platform }) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    platform,
    target: "es2022",
    jsx: "automatic",
    alias: { ...(platform === "browser" && { vue: "vue/dist/vue.esm-bundler.js" }), ...ALIASES[name] },
    // Lit complains of being developed with.
    conditions: [production || name === "web components" ? "production" : "development"],
    define: {
      "process.env.NODE_ENV": JSON.stringify(production ? "production" : "development"),
      ...(production && { ngDevMode: "false" }),
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
    },
    plugins: [svelteFiles({ generate: platform === "browser" ? "client" : "server", dev: !production })],
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

function svelteFiles(options) {
  return {
    name: "svelte",
    setup({ onLoad }) {
      onLoad({ filter: /\.svelte$/ }, ({ path }) => {
        const { js } = compile(readFileSync(path, "utf8"), { ...options, filename: path });
        return { contents: js.code };
      });
    },
  };
}

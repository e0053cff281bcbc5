// The worker's surroundings under Node: the bundle's files come from a folder.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** @import { World } from "../../../overrides/assets/self-tests/python/worker/world.mjs" */

/** @returns {World} */
export function nodeWorld() {
  return {
    fetch: async (url) => {
      const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      const content = new Uint8Array(await readFile(fileURLToPath(url)));
      return new Response(content, { headers: { "content-type": type } });
    },
    load: (url) => import(url),
    locate: fileURLToPath,
    // Under Node, Pyodide reads files and never fetches.
    lend: () => {},
    compile: () => {},
    still: () => {},
    seal: () => {},
  };
}

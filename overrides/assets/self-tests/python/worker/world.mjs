/**
 * What the worker finds around it in a browser: the network, the engine for WebAssembly, a cache.
 *
 * @module
 */

import { deviceSnapshots } from "./snapshots.mjs";
import { still } from "./still.mjs";

/** @import { Snapshots } from "./snapshots.mjs" */

/**
 * What differs between a browser's worker and Node, which runs the same code in the tests.
 *
 * @typedef {object} World
 * @property {(url: string, options: { cache: RequestCache }) => Promise<Response>} fetch
 * @property {(url: string) => Promise<any>} load imports a script for its effect or its exports
 * @property {(url: string) => string} locate turns an address into what Pyodide expects
 * @property {(downloads: Map<string, Promise<Response>>) => void} lend lets Pyodide's own
 *   requests be served by downloads that are already on their way
 * @property {(response: Promise<Response>, checked: Promise<unknown>) => void} compile compiles the
 *   WebAssembly while it arrives, for Pyodide, which gets it once it is checked
 * @property {() => void} still takes away all in which two devices differ
 * @property {() => void} seal ends all use of the network
 * @property {Snapshots} [snapshots] where a started Python can be kept, if anywhere
 */

/** @returns {World} */
export function browserWorld() {
  // Cache Storage is missing where a page is not served over https.
  const { caches, fetch } = globalThis;
  return {
    ...(caches && { snapshots: deviceSnapshots(caches) }),
    fetch: (url, options) => fetch(url, options),
    load: (url) => import(url),
    locate: (url) => url,
    lend: (downloads) => {
      globalThis.fetch = (request, options) =>
        downloads.get(String(request)) ?? fetch(request, options);
    },
    compile: (response, checked) => {
      const compiled = WebAssembly.compileStreaming(response);
      compiled.catch(() => {});
      WebAssembly.instantiateStreaming = async (_, imports) => {
        const module = await compiled;
        await checked;
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      };
    },
    still,
    // From here on answers are in this worker: what it cannot send, it cannot leak.
    seal: () => {
      for (const door of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "caches"]) {
        Object.defineProperty(globalThis, door, { value: undefined });
      }
    },
  };
}

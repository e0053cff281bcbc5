/**
 * What the worker uses of the browser around it: the network, WebAssembly, a cache.
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
 * @property {(url: string) => string} locate turns an address into the form that Pyodide expects
 * @property {(downloads: Map<string, Promise<Response>>) => void} lend answers Pyodide's own requests from
 *   downloads that have begun
 * @property {(response: Promise<Response>, checked: Promise<unknown>) => void} compile compiles the WebAssembly
 *   while it arrives; Pyodide gets it after `checked`
 * @property {() => void} still takes away everything in which two devices differ
 * @property {() => void} seal ends all use of the network
 * @property {Snapshots} [snapshots] where the memory of a started Python can be saved, if anywhere
 */

/** @returns {World} */
export function browserWorld() {
  // Without https there is no Cache Storage.
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
    // From now on the worker holds answers: without the network it cannot leak them.
    seal: () => {
      for (const door of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "caches"]) {
        Object.defineProperty(globalThis, door, { value: undefined });
      }
    },
  };
}

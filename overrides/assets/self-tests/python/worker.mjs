/**
 * Runs the self-tests' Python outside the page's thread. It loads the bundle in named stages,
 * reports each step, and then passes strings to one Python function and back.
 *
 * @module
 */

import { boot } from "./worker/boot.mjs";
import { browserWorld } from "./worker/world.mjs";

/** @import { World } from "./worker/world.mjs" */

/**
 * The stages of loading, in order. Each is reported when it begins; at `ready`, Python can answer.
 * A start from a snapshot has `snapshot` in place of both archives.
 *
 * @typedef {"loader" | "wasm" | "standard-library" | "self-tests" | "snapshot" | "ready"} Stage
 */

/**
 * One file of the bundle: `url` is relative to the bundle's base, `integrity` is `sha256-` and
 * base64, `bytes` is its size, and `transfer` about what is sent when the host compresses.
 *
 * @typedef {{ url: string, integrity: string, bytes: number, transfer: number }} Part
 */

/**
 * What the build writes into the page: where the bundle is, what it holds, and what Pyodide has to
 * know about its own build.
 *
 * @typedef {object} Bundle
 * @property {string} base address of the bundle's folder, ending in a slash
 * @property {string} digest changes with any byte of the bundle
 * @property {Record<string, string>} lock
 * @property {Record<"loader" | "glue" | "wasm" | "standard-library" | "self-tests", Part>} parts
 * @property {{ integrity: string, bytes: number }} memory of a Python that has started, the same in every
 *   browser: the digest of what `packed` returns for it, and its size
 * @property {string} [place] the name of the cache that may hold that memory
 */

/**
 * To the worker. `fresh` asks the server again for cached files, since one of them may be damaged.
 * `keep` lets the worker save the started Python for the next visit.
 *
 * @typedef {{ kind: "start", bundle: Bundle, fresh: boolean }
 *   | { kind: "respond", id: number, text: string }
 *   | { kind: "keep" }} Order
 */

/**
 * From the worker. `loadedBytes` of `totalBytes` counts the decompressed bytes of all parts.
 *
 * @typedef {{ kind: "stage", stage: Stage, loadedBytes: number, totalBytes: number }
 *   | { kind: "answer", id: number, text: string }
 *   | { kind: "failed", message: string }} Report
 */

/**
 * Returns the function that handles messages to the worker. It keeps one Python.
 *
 * @param {World} world
 * @param {(report: Report) => void} post
 * @returns {(event: { data: Order }) => Promise<void>}
 */
export function createHandler(world, post) {
  /** @type {Promise<(text: string) => string> | undefined} */
  let python;
  let isAsked = false;
  /** @type {Bundle} */
  let bundle;
  /** @type {Promise<Uint8Array<ArrayBuffer> | void> | undefined} */
  let snapshot;
  return async ({ data }) => {
    try {
      if (data.kind === "start") {
        bundle = data.bundle;
        const cache = data.fresh ? "reload" : "default";
        python ??= boot(bundle, cache, world, post).then(({ respond, makeSnapshot }) => {
          // A snapshot is the whole memory, with what was freed in it: it is made before the first
          // answers of a reader come in, or not at all.
          snapshot = makeSnapshot?.(() => isAsked).catch(() => {});
          return respond;
        });
        await python;
      } else if (data.kind === "keep") {
        const memory = await snapshot;
        snapshot = undefined;
        if (memory) await world.snapshots?.put(bundle, memory).catch(() => {});
      } else if (python) {
        isAsked = true;
        const respond = await python;
        post({ kind: "answer", id: data.id, text: respond(data.text) });
      } else {
        throw new Error("asked before the start");
      }
    } catch (error) {
      post({ kind: "failed", message: String(error) });
    }
  };
}

if ("WorkerGlobalScope" in globalThis) {
  globalThis.onmessage = createHandler(browserWorld(), (report) => globalThis.postMessage(report));
}

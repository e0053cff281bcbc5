/**
 * Starts Python from the bundle, or from memory that an earlier start has saved on the device.
 *
 * @module
 */

import { download } from "./bundle-part.mjs";

/** @import { Bundle, Part, Report, Stage } from "../worker.mjs" */
/** @import { Download } from "./bundle-part.mjs" */
/** @import { Snapshots } from "./snapshots.mjs" */
/** @import { World } from "./world.mjs" */

/**
 * `makeSnapshot` returns nothing once `isAsked` says that a request has come.
 *
 * @typedef {object} Python
 * @property {(text: string) => string} respond
 * @property {((isAsked: () => boolean) => Promise<Uint8Array<ArrayBuffer> | undefined>)} [makeSnapshot]
 */

// Only the name and the version of the format.
const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

// Python imports from a stored archive as well as from a folder.
const WHEEL = "/self_tests.whl";

// Milliseconds in which a slow device reads 10 megabytes. If one needs longer, something is wrong
// with it, and the network may be quicker: the saved memory is not used.
const PATIENCE = 4000;

/**
 * Loads the bundle and returns the one function that calls Python.
 *
 * @param {Bundle} bundle
 * @param {RequestCache} cache
 * @param {World} world
 * @param {(report: Report) => void} post
 * @returns {Promise<Python>}
 */
export async function boot(bundle, cache, world, post) {
  /** @type {Stage} */
  let stage = "loader";
  let loadedBytes = 0;
  let totalBytes = Object.values(bundle.parts).reduce((sum, part) => sum + part.bytes, 0);
  const count = (bytes = 0) => {
    loadedBytes += bytes;
    post({ kind: "stage", stage, loadedBytes, totalBytes });
  };
  /** @param {Stage} next */
  const enter = (next) => {
    stage = next;
    count();
  };
  const url = (/** @type {Part} */ part) => new URL(part.url, bundle.base).href;

  count();
  // Lockdown Mode has no WebAssembly, and a wrong header forbids it: this fails at once, before
  // three megabytes are loaded for nothing.
  new WebAssembly.Module(SMALLEST_MODULE);
  world.still();
  const snapshots = world.snapshots;
  // After a failure everything is loaded again, without the saved memory, which may be the cause.
  const looking = cache === "reload" ? snapshots?.drop(bundle) : snapshots?.take(bundle);
  // All files are asked for at once: Pyodide by itself would wait for one to ask for the next.
  const { loader, glue, wasm, ...archives } = bundle.parts;
  /** @type {Map<Part, Download>} */
  const downloads = new Map();
  const ask = (/** @type {Part} */ part) => {
    const asked = download(part, world.fetch(url(part), { cache }), count);
    downloads.set(part, asked);
    return asked;
  };
  const whole = (/** @type {Part} */ part) => /** @type {Download} */ (downloads.get(part)).whole;
  const scripts = Promise.all(
    [loader, glue].map((part) => ask(part).whole.then(() => world.load(url(part)))),
  );
  scripts.catch(() => {});
  const engine = ask(wasm);
  world.compile(engine.response, engine.whole);
  const kept = await inTime(looking)
    .then((read) => read?.())
    .catch(() => {});
  const filled = kept && inTime(kept.filled);
  filled?.catch(() => {});
  // The saved memory holds everything that Python will import, so the archives are not needed.
  for (const part of Object.values(archives)) {
    if (kept) totalBytes -= part.bytes;
    else ask(part);
  }
  const library = archives["standard-library"];
  world.lend(
    new Map([
      [url(library), Promise.resolve(new Response())],
      ...[...downloads].map(([part, { response }]) => /** @type {const} */ ([url(part), response])),
    ]),
  );

  const [{ loadPyodide }] = await scripts;

  enter("wasm");
  const starting = loadPyodide({
    indexURL: world.locate(new URL(".", url(loader)).href),
    stdLibURL: world.locate(url(library)),
    packageBaseUrl: bundle.base,
    lockFileContents: { info: bundle.lock, packages: {} },
    // Pyodide waits here until all digests were compared: before that, Python does not start and
    // takes no memory as its own.
    fsInit: waitingFor(engine.whole, filled ?? whole(library)),
    ...(kept ? { _loadSnapshot: kept.memory } : { _makeSnapshot: snapshots !== undefined }),
  });
  // It never settles when the wasm is missing, so the downloads are awaited first.
  starting.catch(() => {});
  const { headers } = await engine.response;
  const type = headers.get("content-type");
  if (!type?.startsWith("application/wasm")) {
    throw new Error(`${wasm.url}: ${type} must be application/wasm`);
  }
  await engine.whole;

  if (kept) {
    enter("snapshot");
    try {
      await filled;
    } catch {
      const store = /** @type {Snapshots} */ (snapshots);
      await inTime(store.drop(bundle)).catch(() => {});
      const empty = { ...store, take: async () => {} };
      return boot(bundle, cache, { ...world, snapshots: empty }, post);
    }
  } else {
    enter("standard-library");
    await whole(library);
  }
  const pyodide = await starting;
  // Pyodide keeps its options, and this one is 20 megabytes.
  delete pyodide._api.config._loadSnapshot;

  if (!kept) {
    enter("self-tests");
    pyodide.FS.writeFile(WHEEL, await whole(archives["self-tests"]));
    pyodide.pyimport("sys").path.append(WHEEL);
  }
  const headStart = pyodide.pyimport("head_start");
  // Imports byte code for what Python would otherwise compile here, class by class.
  if (!kept) headStart.import_core("self_tests.wire");
  const { respond } = pyodide.pyimport("self_tests.wire");
  world.seal();

  enter("ready");
  // Not awaited: no answer should wait for a write on the device.
  if (kept) snapshots?.worked(bundle).catch(() => {});
  if (kept || !snapshots) return { respond };
  return { respond, makeSnapshot: (isAsked) => makeSnapshot(pyodide, headStart, isAsked) };
}

/**
 * Waits for the device's storage, which may never answer.
 *
 * @template Found
 * @param {Promise<Found> | undefined} asked
 * @returns {Promise<Found | undefined>} rejects when `PATIENCE` is over
 */
async function inTime(asked) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), PATIENCE);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/**
 * Returns a function that waits until all parts are there, forever if one fails. Pyodide keeps it
 * after the start, so it must not keep the parts in memory.
 *
 * @param {Promise<unknown>[]} parts
 */
function waitingFor(...parts) {
  const done = Promise.all(parts).then(
    () => {},
    () => new Promise(() => {}),
  );
  return () => done;
}

/**
 * Completes Python's imports and returns its whole memory, unless a request comes first.
 *
 * @param {any} pyodide
 * @param {any} headStart
 * @param {() => boolean} isAsked
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>}
 */
async function makeSnapshot(pyodide, headStart, isAsked) {
  const steps = headStart.complete();
  do {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (isAsked()) return undefined;
  } while (!steps.next().done);
  steps.destroy();
  return pyodide.makeMemorySnapshot();
}

/**
 * Runs the self-tests' Python off the page's thread. It loads the bundle in named stages, says at
 * each step that it is alive, and then passes strings to one Python function and back.
 *
 * @module
 */

/**
 * The stages of loading, in order. Each is reported when it begins; at `ready`, Python answers. A
 * visit that starts from a snapshot has `snapshot` in place of both archives.
 *
 * @typedef {"loader" | "wasm" | "standard-library" | "self-tests" | "snapshot" | "ready"} Stage
 */

/**
 * One file of the bundle: `url` is relative to the bundle's base, `integrity` is `sha256-` and
 * base64, `bytes` its size, `transfer` about what travels when the host compresses.
 *
 * @typedef {{ url: string, integrity: string, bytes: number, transfer: number }} Part
 */

/**
 * What the build writes into the page: where the bundle lies, what it holds, and what Pyodide
 * wants to know about its own build.
 *
 * @typedef {object} Bundle
 * @property {string} base address of the bundle's folder, ending in a slash
 * @property {string} digest changes with any byte of the bundle
 * @property {Record<string, string>} lock
 * @property {Record<"loader" | "glue" | "wasm" | "standard-library" | "self-tests", Part>} parts
 * @property {{ integrity: string, bytes: number }} memory what a Python that has started looks like
 *   in any browser: the digest of it `packed`, and its size
 * @property {string} [place] the name under which it may be kept here
 */

/**
 * To the worker. `fresh` asks the server again for what the browser keeps: that may be the damage.
 * `keep` lets it store its start for the next visit.
 *
 * @typedef {{ kind: "start", bundle: Bundle, fresh: boolean }
 *   | { kind: "respond", id: number, text: string }
 *   | { kind: "keep" }} Order
 */

/**
 * From the worker. `loadedBytes` of `totalBytes` counts decompressed bytes of all parts.
 *
 * @typedef {{ kind: "stage", stage: Stage, loadedBytes: number, totalBytes: number }
 *   | { kind: "answer", id: number, text: string }
 *   | { kind: "failed", message: string }} Report
 */

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

/**
 * Memory as large as it was, and empty until `filled`: Pyodide needs the size long before the rest.
 *
 * @typedef {{ memory: Uint8Array<ArrayBuffer>, filled: Promise<unknown> }} Snapshot
 */

/**
 * Memory of a Python that has started and has met no answer yet. Whatever lies on the device, none
 * but that of the page's own bundle is taken or put.
 *
 * @typedef {object} Snapshots
 * @property {(bundle: Bundle) => Promise<(() => Snapshot) | void>} take finds what was kept; to
 *   call what it gives is to begin reading
 * @property {(bundle: Bundle) => Promise<void>} worked says that what was taken is sound
 * @property {(bundle: Bundle, memory: Uint8Array<ArrayBuffer>) => Promise<void>} put
 * @property {(bundle: Bundle) => Promise<void>} drop
 */

/**
 * `makeSnapshot` gives none once `isAsked` says that a request has come.
 *
 * @typedef {object} Python
 * @property {(text: string) => string} respond
 * @property {((isAsked: () => boolean) => Promise<Uint8Array<ArrayBuffer> | undefined>)} [makeSnapshot]
 */

/** @typedef {{ response: Promise<Response>, whole: Promise<Uint8Array<ArrayBuffer>> }} Download */

// The name and the version of the format, and nothing in it.
const SMALLEST_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

// Python imports from a stored archive as well as from a folder.
const WHEEL = "/self_tests.whl";

// In so many milliseconds a slow device reads 10 megabytes. One that needs longer is in trouble, and
// the network may be quicker: then nothing was kept.
const PATIENCE = 4000;

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
          // A snapshot is the whole memory, what was freed in it too: it is made before the first
          // answer comes in, or not at all.
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

/**
 * Loads the bundle and returns Python's one door.
 *
 * @param {Bundle} bundle
 * @param {RequestCache} cache
 * @param {World} world
 * @param {(report: Report) => void} post
 * @returns {Promise<Python>}
 */
async function boot(bundle, cache, world, post) {
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
  // Lockdown Mode has no WebAssembly, a wrong header forbids it: that is better known before three
  // megabytes arrive for nothing.
  new WebAssembly.Module(SMALLEST_MODULE);
  world.still();
  const snapshots = world.snapshots;
  // After a failure everything is begun anew, without what may have been its cause.
  const looking = cache === "reload" ? snapshots?.drop(bundle) : snapshots?.take(bundle);
  // What is needed is asked for at once: Pyodide by itself would wait for one file to name the next.
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
  // All that Python will import was imported before its memory was kept.
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
    // The engine waits here: Python does not start, and no memory is taken for its own, before all
    // was compared.
    fsInit: waitingFor(engine.whole, filled ?? whole(library)),
    ...(kept ? { _loadSnapshot: kept.memory } : { _makeSnapshot: snapshots !== undefined }),
  });
  // It never settles when the wasm is missing, so the downloads are what is awaited first.
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
  // Pyodide holds on to its options, and this one is 20 megabytes.
  delete pyodide._api.config._loadSnapshot;

  if (!kept) {
    enter("self-tests");
    pyodide.FS.writeFile(WHEEL, await whole(archives["self-tests"]));
    pyodide.pyimport("sys").path.append(WHEEL);
  }
  const headStart = pyodide.pyimport("head_start");
  // It brings byte code of what Python would compile here, class by class.
  if (!kept) headStart.import_core("self_tests.wire");
  const { respond } = pyodide.pyimport("self_tests.wire");
  world.seal();

  enter("ready");
  // No answer waits for the device to note it.
  if (kept) snapshots?.worked(bundle).catch(() => {});
  if (kept || !snapshots) return { respond };
  return { respond, makeSnapshot: (isAsked) => makeSnapshot(pyodide, headStart, isAsked) };
}

/**
 * Waits for something of the device's, which may never say anything.
 *
 * @template Found
 * @param {Promise<Found> | undefined} asked
 * @returns {Promise<Found | undefined>} rejects when the time is over
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
 * Returns what waits until all of it is there, for ever if some is not. It outlives the start, so
 * it holds on to nothing of it.
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
 * Completes Python and returns the whole of its memory, unless a request comes first.
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

/**
 * Follows one download. The response is for streaming; `whole` counts a copy of it as it arrives
 * and compares it with the page's digest. (A fetch with the integrity option would be shorter, but
 * holds every byte back until the last is there: a slow download would look like a dead one.)
 *
 * @param {Part} part
 * @param {Promise<Response>} asked
 * @param {(bytes: number) => void} count
 * @returns {Download}
 */
function download(part, asked, count) {
  const response = asked.then((answer) => {
    if (!answer.ok) throw new Error(`${part.url}: the server answered ${answer.status}`);
    return answer;
  });
  const whole = response.then(async (answer) => {
    const bytes = await read(answer.clone(), part, count);
    // Pages that are not served over https, as while writing on a local network, have no digests.
    if (globalThis.crypto?.subtle) {
      const found = await sha256(bytes);
      if (found !== part.integrity) {
        throw new Error(`${part.url}: it is ${found}, the page expects ${part.integrity}`);
      }
    }
    return bytes;
  });
  // They are awaited one after the other; a failure of a later one is reported in its turn.
  whole.catch(() => {});
  return { response, whole };
}

/**
 * @param {Response} response
 * @param {Part} part
 * @param {(bytes: number) => void} count
 */
async function read(response, part, count) {
  const bytes = new Uint8Array(part.bytes);
  let length = 0;
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const chunk = /** @type {Uint8Array} */ (value);
    length += chunk.length;
    if (length > part.bytes) break;
    bytes.set(chunk, length - chunk.length);
    count(chunk.length);
  }
  if (length !== part.bytes) {
    throw new Error(`${part.url}: ${length} bytes came, the page expects ${part.bytes}`);
  }
  return bytes;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

// Numbers in a page of WebAssembly's memory. More than half of the pages are empty.
const PAGE = 16384;

/** @param {Uint8Array<ArrayBuffer>} bytes */
const numbersOf = ({ buffer, byteOffset, byteLength }) =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);

/**
 * Returns memory without its empty pages: its size, how many pages follow, which ones, and they.
 *
 * @param {Uint8Array<ArrayBuffer>} memory
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function packed(memory) {
  const numbers = numbersOf(memory);
  /** @type {number[]} */
  const places = [];
  const pages = [];
  for (let place = 0; place < numbers.length; place += PAGE) {
    const page = numbers.subarray(place, place + PAGE);
    if (page.some(Boolean)) pages[places.push(place) - 1] = page;
  }
  const table = Uint32Array.of(numbers.length, places.length, ...places);
  return new Uint8Array(await new Blob([table, ...pages]).arrayBuffer());
}

/**
 * Fills memory from what `packed` gave. Throws if it was of another size.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Uint8Array<ArrayBuffer>} memory
 */
export function unpack(bytes, memory) {
  const [numbers, target] = [bytes, memory].map(numbersOf);
  const [size, count = 0] = numbers;
  if (size !== target.length) throw new Error(`${size} is not ${target.length}`);
  let from = 2 + count;
  for (const place of numbers.subarray(2, from)) {
    const page = numbers.subarray(from, from + Math.min(PAGE, size - place));
    target.set(page, place);
    from += page.length;
  }
}

/**
 * Keeps memory in a cache of this site's own. Any page of the same host can write into it, and could
 * write a digest beside it: what is taken is compared with what this page's own HTML says, which
 * can be known because memory is the same in every browser, byte for byte.
 *
 * @param {CacheStorage} caches
 * @returns {Snapshots}
 */
function deviceSnapshots(caches) {
  const open = (/** @type {Bundle} */ { place = "" }) => caches.open(place);
  const drop = async (/** @type {Bundle} */ { place = "" }) => void (await caches.delete(place));
  const keyOf = (/** @type {Bundle} */ { base, digest }) => base + digest;
  const mark = (/** @type {Bundle} */ bundle) => `${keyOf(bundle)}?`;
  return {
    drop,
    take: async (bundle) => {
      const store = await open(bundle);
      const kept = await store.match(keyOf(bundle));
      // One that ended an earlier start, whatever the way, is not met twice.
      if (!kept || (await store.match(mark(bundle)))) {
        void drop(bundle).catch(() => {});
        return;
      }
      const { integrity, bytes: size } = bundle.memory;
      /** @param {Uint8Array<ArrayBuffer>} memory */
      const fill = async (memory) => {
        const marked = store.put(mark(bundle), new Response());
        const bytes = new Uint8Array(await kept.arrayBuffer());
        await marked;
        if ((await sha256(bytes)) !== integrity) throw new Error(keyOf(bundle));
        unpack(bytes, memory);
      };
      return () => {
        const memory = new Uint8Array(size);
        return { memory, filled: fill(memory) };
      };
    },
    worked: async (bundle) => void (await (await open(bundle)).delete(mark(bundle))),
    put: async (bundle, memory) => {
      await drop(bundle);
      // Opened first: if it is deleted meanwhile, what is put into it goes with it.
      const store = await open(bundle);
      const bytes = await packed(memory);
      // A browser in which it comes out otherwise starts the long way each time.
      if ((await sha256(bytes)) !== bundle.memory.integrity) return drop(bundle);
      await store.put(keyOf(bundle), new Response(bytes));
    },
  };
}

/**
 * Leaves no clock, no chance, no language and no name of the browser to whatever starts here, so
 * that a Python that has started is the same everywhere, byte for byte, and its memory can be
 * compared with a digest. The core asks for none of these.
 */
export function still() {
  /**
   * @param {object} owner
   * @param {Record<string, unknown>} values
   */
  const fix = (owner, values) => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(owner, name, { value, configurable: true });
    }
  };
  const never = () => 0;
  fix(Date, { now: never });
  fix(Date.prototype, { getTimezoneOffset: never });
  fix(performance, { now: never });
  fix(crypto, { getRandomValues: (/** @type {Uint8Array} */ bytes) => bytes.fill(0) });
  // As on an iPhone, Pyodide does without what iPhones lack: at no cost that could be measured.
  fix(navigator, { userAgent: "iPhone", languages: [] });
  // Not every browser can wait inside of WebAssembly, and nobody here wants to.
  Reflect.deleteProperty(WebAssembly, "Suspending");
  Reflect.deleteProperty(WebAssembly, "Suspender");
  fix(globalThis, {
    Date: new Proxy(Date, {
      construct: (made, given) => Reflect.construct(made, given.length > 0 ? given : [0]),
    }),
    // It would let go of Python's objects whenever a browser tidies up.
    FinalizationRegistry: class {
      register() {}
      unregister() {}
    },
  });
}

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

if ("WorkerGlobalScope" in globalThis) {
  globalThis.onmessage = createHandler(browserWorld(), (report) => globalThis.postMessage(report));
}

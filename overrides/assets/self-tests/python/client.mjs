/**
 * The page's end of the worker: starts it when asked, notices when it falls silent, tries once
 * more, and keeps what was asked meanwhile.
 *
 * @module
 */

import { MEMORY } from "../shared/storage-names.mjs";

/** @import { Bundle, Order, Report, Stage } from "./worker.mjs" */

/**
 * Anything that takes and brings messages: a Worker, or a MessagePort in the tests.
 *
 * @typedef {object} Endpoint
 * @property {(order: Order) => void} postMessage
 * @property {((event: MessageEvent<Report>) => void) | null} onmessage
 * @property {((event: any) => void) | null} [onerror]
 * @property {() => void} [terminate]
 * @property {() => void} [close]
 */

/** @typedef {{ stage: Stage, loadedBytes: number, totalBytes: number }} Progress */

/** @typedef {"idle" | "loading" | "ready" | "failed"} State */

/**
 * @typedef {object} Options
 * @property {(fresh: boolean) => Endpoint} [open] starts a worker, another one for each attempt;
 *   `fresh` means that what the browser keeps of its script may be the damage
 * @property {number} [silence] milliseconds without a sign of life after which it is given up;
 *   three times as many once everything has arrived
 * @property {(progress: Progress) => void} [onprogress]
 */

/** @typedef {{ text: string, resolve: (answer: any) => void, reject: (error: Error) => void }} Waiting */

const ATTEMPTS = 2;
// Silence is counted in so many steps: a page that was frozen, a lid that was closed or a clock
// that was set costs one of them, not the worker.
const STEPS = 10;
// Once every byte is there no network can be at fault: a slow phone computes, and may take longer.
const WHILE_COMPUTING = 3;

/** One worker, and the requests that wait for it. */
export class Connection {
  /** Called with each sign of life while loading. @type {(progress: Progress) => void} */
  onprogress;

  /** @type {State} */
  #state = "idle";
  /** @type {Stage} */
  #stage = "loader";
  #bundle;
  #open;
  #silence;
  /** @type {Endpoint | undefined} */
  #endpoint;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watchdog;
  #isComputing = false;
  #attempt = 0;
  #lastId = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {PromiseWithResolvers<void> | undefined} */
  #starting;

  /**
   * @param {Bundle} bundle
   * @param {Options} options
   */
  constructor(bundle, { open = openWorker, silence = 20_000, onprogress = () => {} } = {}) {
    this.#bundle = bundle;
    this.#open = open;
    this.#silence = silence;
    this.onprogress = onprogress;
  }

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /**
   * Starts loading, unless that has happened. After a failure it starts afresh.
   *
   * @returns {Promise<void>} settles when Python answers; refused where it does not come
   */
  start() {
    if (this.#starting && this.#state !== "failed") {
      return this.#starting.promise;
    }
    this.#starting = withResolvers();
    // Whoever does not wait for the start is told by the requests.
    this.#starting.promise.catch(() => {});
    this.#attempt = 0;
    this.#launch(false);
    return this.#starting.promise;
  }

  /**
   * Asks Python. A request made before the start waits for it; one after a failure starts afresh.
   *
   * @param {object} request JSON
   * @returns {Promise<any>} Python's answer; refused where it does not come
   */
  respond(request) {
    const { promise, resolve, reject } = withResolvers();
    const id = (this.#lastId += 1);
    const text = JSON.stringify(request);
    this.#waiting.set(id, { text, resolve, reject });
    if (this.#state === "failed") void this.start();
    if (this.#state === "ready") {
      this.#send(id, text);
      this.#watch();
    }
    return promise;
  }

  /**
   * Lets the worker keep its start on this device for the next visit. A reader who asked for less
   * data has none to keep: there Python starts with the first request.
   */
  keep() {
    this.#endpoint?.postMessage({ kind: "keep" });
  }

  /** Ends the worker. What still waits is refused. */
  stop() {
    this.#fail("stopped: the page ended it");
  }

  /** @param {boolean} fresh whether to ask the server again for what the browser keeps */
  #launch(fresh) {
    this.#attempt += 1;
    this.#state = "loading";
    this.#stage = "loader";
    this.#isComputing = false;
    try {
      const endpoint = this.#open(fresh);
      this.#endpoint = endpoint;
      endpoint.onmessage = ({ data }) => this.#hear(data);
      endpoint.onerror = (event) => this.#lose("broken", event?.message ?? "the worker failed");
      endpoint.postMessage({ kind: "start", bundle: this.#bundle, fresh });
      this.#watch();
    } catch (error) {
      this.#lose("broken", String(error));
    }
  }

  /** @param {Report} report */
  #hear(report) {
    if (report.kind === "failed") {
      this.#lose("broken", report.message);
      return;
    }
    if (report.kind === "stage") {
      const { stage, loadedBytes, totalBytes } = report;
      this.#stage = stage;
      this.#isComputing = loadedBytes >= totalBytes;
      if (stage === "ready") {
        this.#state = "ready";
        this.#starting?.resolve();
        for (const [id, { text }] of this.#waiting) this.#send(id, text);
      }
      this.onprogress({ stage, loadedBytes, totalBytes });
    } else {
      // An answer is what an attempt is for: only then does the next failure get its own retry.
      this.#attempt = 1;
      this.#waiting.get(report.id)?.resolve(JSON.parse(report.text));
      this.#waiting.delete(report.id);
    }
    this.#watch();
  }

  /**
   * @param {number} id
   * @param {string} text
   */
  #send(id, text) {
    this.#endpoint?.postMessage({ kind: "respond", id, text });
  }

  /** Waits for the next sign of life, if one is due. */
  #watch() {
    clearInterval(this.#watchdog);
    if (this.#state === "loading" || (this.#state === "ready" && this.#waiting.size > 0)) {
      const silence = this.#silence * (this.#isComputing ? WHILE_COMPUTING : 1);
      let steps = 0;
      this.#watchdog = setInterval(() => {
        steps += 1;
        if (steps === STEPS) this.#lose("silent", `no sign of life for ${silence} ms`);
      }, silence / STEPS);
    }
  }

  /**
   * Ends a worker that is of no more use, and starts another or gives up.
   *
   * @param {"silent" | "broken"} reason
   * @param {string} message
   */
  #lose(reason, message) {
    if (this.#attempt < ATTEMPTS) {
      const damaged = reason === "broken" && this.#stage !== "ready";
      this.#close();
      // Where a copy for the gym answers for this page, what comes next comes from there.
      globalThis.navigator?.serviceWorker?.controller?.postMessage({ kind: "cut" });
      // After mere silence, what has arrived is kept: on a slow network it is most of the way.
      this.#launch(damaged);
    } else {
      this.#fail(`${reason}: ${message}`);
    }
  }

  /** @param {string} message for developers: what came last, and why nothing comes */
  #fail(message) {
    const failure = new Error(`${this.#stage}, ${message}`);
    this.#close();
    this.#state = "failed";
    this.#starting?.reject(failure);
    const refused = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of refused) reject(failure);
  }

  #close() {
    clearInterval(this.#watchdog);
    if (this.#endpoint) {
      this.#endpoint.onmessage = null;
      this.#endpoint.onerror = null;
      (this.#endpoint.terminate ?? this.#endpoint.close)?.call(this.#endpoint);
      this.#endpoint = undefined;
    }
  }
}

/**
 * Returns a connection to a worker that is not started yet.
 *
 * @param {Bundle} bundle
 * @param {Options} [options]
 */
export function connect(bundle, options) {
  return new Connection(bundle, options);
}

/** @type {Connection | undefined} */
let shared;

/** Returns the one connection that all self-tests of this page share. */
export function connectPage() {
  shared ??= connect(bundleOf(document));
  return shared;
}

/**
 * Asks Python, which is started for it where it is not there.
 *
 * @param {object} request without its version
 * @returns {Promise<any>} its answer
 */
export async function askPage(request) {
  const python = connectPage();
  await python.start();
  return python.respond({ version: 1, ...request });
}

/** @returns {boolean} whether the reader's browser asks pages to save data */
export function savesData() {
  return Boolean(Reflect.get(navigator, "connection")?.saveData);
}

/**
 * Reads what the build has written into the page.
 *
 * @param {Document} page
 * @returns {Bundle}
 */
export function bundleOf(page) {
  const text = page.getElementById("self-tests-bundle")?.textContent;
  if (!text) {
    throw new Error("this page has no #self-tests-bundle: build the site with its hook");
  }
  const bundle = JSON.parse(text);
  return { ...bundle, base: new URL(bundle.base, page.baseURI).href, place: MEMORY };
}

/**
 * @param {boolean} fresh
 * @returns {Endpoint}
 */
function openWorker(fresh) {
  const url = new URL("./worker.mjs", import.meta.url);
  // Another address for the same file: what the browser keeps under earlier ones is not asked.
  if (fresh) url.search = `?again=${Date.now()}`;
  return new Worker(url, { type: "module" });
}

/**
 * `Promise.withResolvers`, which phones from before 2024 do not have.
 *
 * @returns {PromiseWithResolvers<any>}
 */
function withResolvers() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

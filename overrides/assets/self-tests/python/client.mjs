/**
 * The page's side of the worker: starts it when asked, notices when it stops answering, tries once
 * more, and keeps the requests until it answers.
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
 * @property {(fresh: boolean) => Endpoint} [open] starts a worker, a new one for each attempt; `fresh` means
 *   that the browser's copy of the script may be the damaged part
 * @property {number} [silence] milliseconds without a message after which the worker is given up; three times
 *   as many once everything has arrived
 * @property {(progress: Progress) => void} [onprogress]
 */

/** @typedef {{ text: string, resolve: (answer: any) => void, reject: (error: Error) => void }} Waiting */

const ATTEMPTS = 2;
// Silence is counted in this many steps: when the page was frozen, the lid closed or the clock set,
// at most one step is counted for it, and the worker is not given up.
const STEPS = 10;
// Times longer once every byte is there: the network can no longer be at fault, and a slow phone
// may take long to compute.
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
   * Starts loading, unless that has begun. After a failure it begins again.
   *
   * @returns {Promise<void>} settles when Python can answer; rejects if it fails
   */
  start() {
    if (this.#starting && this.#state !== "failed") {
      return this.#starting.promise;
    }
    this.#starting = withResolvers();
    // A caller that does not wait for the start learns of a failure through its requests.
    this.#starting.promise.catch(() => {});
    this.#attempt = 0;
    this.#launch(false);
    return this.#starting.promise;
  }

  /**
   * Asks Python. A request before the start waits for it; one after a failure starts again.
   *
   * @param {object} request JSON
   * @returns {Promise<any>} Python's answer; rejects if there is none
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
   * Lets the worker save the started Python on this device for the next visit. For a reader who
   * asked for less data there is nothing to save yet: Python starts with their first request.
   */
  keep() {
    this.#endpoint?.postMessage({ kind: "keep" });
  }

  /** Ends the worker. Requests that still wait are rejected. */
  stop() {
    this.#fail("stopped: the page ended it");
  }

  /** @param {boolean} fresh whether to ask the server again for what the browser has cached */
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
      // Only an answer proves that the attempt worked: from now on a failure gets a retry of its
      // own.
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

  /** Waits for the next message, if one is due. */
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
   * Ends a worker that is of no more use, and starts another one or gives up.
   *
   * @param {"silent" | "broken"} reason
   * @param {string} message
   */
  #lose(reason, message) {
    if (this.#attempt < ATTEMPTS) {
      const damaged = reason === "broken" && this.#stage !== "ready";
      this.#close();
      // If the copy for the gym serves this page, the next files come from that copy.
      globalThis.navigator?.serviceWorker?.controller?.postMessage({ kind: "cut" });
      // After silence alone the browser's cache is kept: on a slow network most of the bundle is in
      // it.
      this.#launch(damaged);
    } else {
      this.#fail(`${reason}: ${message}`);
    }
  }

  /** @param {string} message for developers: the last stage, and why nothing follows */
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
  // Another address for the same file, so that the browser does not use its cached copy.
  if (fresh) url.search = `?again=${Date.now()}`;
  return new Worker(url, { type: "module" });
}

/**
 * `Promise.withResolvers`, which phones made before 2024 do not have.
 *
 * @returns {PromiseWithResolvers<any>}
 */
function withResolvers() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

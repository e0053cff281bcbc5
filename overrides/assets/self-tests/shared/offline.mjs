/**
 * The element `<keep-offline>`: keeps the self-tests on this device for a gym without a network,
 * and removes them again. Without service workers it stays hidden and nothing else changes.
 *
 * @module
 */

/**
 * What the build puts in front of the service worker: a digest of all of it; the files, by address
 * from the site's root, with digest, bytes, and whether the address changes with the content; and
 * the short links, with the address that each leads to.
 *
 * @typedef {object} Kept
 * @property {string} digest
 * @property {{ url: string, digest: string, bytes: number, forever: boolean }[]} files
 * @property {Record<string, string>} onward
 */

import { all, one } from "./dom.mjs";
import { newControls, pressed } from "./presses.mjs";
import { FORMER, PREFIX, ROOT } from "./storage-names.mjs";

const WORKER = new URL(`${ROOT}service-worker.js`, import.meta.url);
// Milliseconds to wait for the worker's answer: whether all is kept, and until all is kept.
const PATIENCE = { look: 3000, fill: 300_000 };

/** @returns {Promise<ServiceWorkerRegistration | undefined>} of this site, never of one on a path above it */
async function registration() {
  const found = await navigator.serviceWorker?.getRegistration(WORKER);
  return found && new URL(found.scope).pathname === ROOT ? found : undefined;
}

/**
 * Asks a worker whether everything is kept; with `fill`, it first gets missing or damaged files.
 *
 * @param {ServiceWorker} worker
 * @param {keyof typeof PATIENCE} kind
 * @returns {Promise<boolean>}
 */
function isWhole(worker, kind) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(resolve, PATIENCE[kind], false);
    worker.postMessage({ kind }, [port2]);
  });
}

/**
 * Keeps everything; `onprogress` is called with the share that is kept so far.
 *
 * @param {(part: number) => void} onprogress
 */
async function keepAll(onprogress) {
  const { serviceWorker } = navigator;
  const hear = (/** @type {MessageEvent} */ { data }) => {
    if (data?.kind === "kept") onprogress(data.loaded / data.total);
  };
  serviceWorker.addEventListener("message", hear);
  serviceWorker.startMessages();
  try {
    const found = await serviceWorker.register(WORKER);
    const { installing } = found;
    if (installing) await settled(installing);
    const newest = found.waiting ?? found.active;
    if (!newest) throw new Error("the browser refused the service worker");
    const isKept = await isWhole(newest, installing ? "look" : "fill");
    if (!isKept) throw new Error("not everything could be kept");
  } finally {
    serviceWorker.removeEventListener("message", hear);
  }
}

/**
 * @param {ServiceWorker} worker
 * @returns {Promise<void>}
 */
function settled(worker) {
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      // It stays installed, and no more, while a page of an earlier deploy is open.
      if (worker.state === "redundant") reject(new Error("not everything could be kept"));
      else resolve();
    });
  });
}

/**
 * Says whether a cache of the first edition, which had the same names on all sites, belongs to this
 * one.
 *
 * @param {string} name
 */
async function isOld(name) {
  const files = await (await caches.open(name)).keys();
  return files.some(({ url }) => new URL(url).pathname.startsWith(`${ROOT}assets/self-tests/`));
}

/** Removes what is kept, and the worker; the page then offers to keep it again. */
export async function drop() {
  // If the browser refuses to look the worker up, it keeps nothing either.
  const found = await registration().catch(() => {});
  // A browser that fetches a newer copy removes the worker after that, for which nobody waits.
  found?.unregister().then(empty).catch(() => {});
  await empty();
  for (const element of document.querySelectorAll("keep-offline")) {
    /** @type {KeepOfflineElement} */ (element).show("offer");
  }
}

async function empty() {
  const names = "caches" in globalThis ? await caches.keys().catch(() => []) : [];
  for (const name of names) {
    const isOurs = name.startsWith(PREFIX) || (name.startsWith(FORMER.caches) && (await isOld(name)));
    if (isOurs) await caches.delete(name);
  }
}

export class KeepOfflineElement extends HTMLElement {
  connectedCallback() {
    const { megabytes } = this.dataset;
    if (!megabytes || !("serviceWorker" in navigator) || !("caches" in globalThis)) return;
    one(this, "[data-size]").textContent = `${megabytes} MB, once.`;
    this.onclick = (event) => void this.#press(event);
    const look = async () => {
      // Under way: what another tab saves meanwhile says nothing of it.
      if (one(this, "progress").offsetParent) return;
      try {
        const found = await registration();
        const worker = found?.waiting ?? found?.active;
        this.show(worker ? ((await isWhole(worker, "look")) ? "kept" : "part") : "offer");
        this.hidden = false;
      } catch {
        // The browser has service workers but refuses them: the offer stays hidden.
      }
    };
    // Another tab may keep or delete everything.
    addEventListener("storage", look);
    document.addEventListener("visibilitychange", look);
    void look();
  }

  /** @param {string} state */
  show(state) {
    for (const part of all(this, "[data-state]")) part.hidden = part.dataset.state !== state;
    newControls({ keys: false });
  }

  /** @param {Event} event */
  async #press(event) {
    const button = pressed(event);
    if (button) newControls();
    if (button?.dataset.do === "keep") {
      const isPart = !one(this, "[data-state=part]").hidden;
      this.show("keeping");
      const bar = /** @type {HTMLProgressElement} */ (one(this, "progress"));
      try {
        await keepAll((part) => {
          bar.value = part;
        });
        this.show("kept");
      } catch {
        // No space, no network or refused: what is new and not complete is removed.
        if (!isPart) await drop().catch(() => {});
        one(this, "[data-tried]").hidden = false;
        this.show(isPart ? "part" : "failed");
      }
    }
    if (button?.dataset.do === "drop") await drop();
  }
}

if (!customElements.get("keep-offline")) customElements.define("keep-offline", KeepOfflineElement);

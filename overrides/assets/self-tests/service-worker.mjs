/**
 * Keeps the self-tests for a place without a network, once the reader has asked for it. The build
 * puts `KEPT` in front: the digest of everything that is kept, and its addresses. With nothing in
 * it, as after `offline: false`, this worker takes itself and what it kept away.
 */

/** @import { Kept } from "./offline.mjs" */

/** @type {Kept} */
const kept = Reflect.get(globalThis, "KEPT");
const worker = /** @type {any} */ (globalThis);
// As storage-names.mjs has it: a copy belongs to one path of its host.
const COPIES = `self-tests ${new URL(worker.registration.scope).pathname} copy `;
const NAME = `${COPIES}${kept.digest}`;
// The first edition's, on all paths alike.
const FORMER = "self-tests-";
// Whoever stands in a cellar gets the kept page after so many milliseconds.
const PATIENCE = 4000;

// Whether the last page had to come from here. Until one was asked for, the browser's word counts.
let isCut = !navigator.onLine;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const isOurs = request.method === "GET" && request.url.startsWith(worker.registration.scope);
  if (!isOurs || kept.files.length === 0) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
  } else if (isCut || !navigator.onLine) {
    event.respondWith(file(request));
  }
  // Online, the browser gets every file itself: answered from here, compiled code would be lost.
});

/** Gets everything, and takes from what an earlier version kept what has not changed. */
async function fill() {
  const cache = await caches.open(NAME);
  const total = kept.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  for (const { url, bytes, forever } of kept.files) {
    const address = new URL(url, worker.registration.scope).href;
    const before = forever ? await caches.match(address) : undefined;
    const answer = before ?? (await fetch(address, { cache: forever ? "default" : "no-cache" }));
    if (!answer.ok) throw new Error(`${url}: the server answered ${answer.status}`);
    await cache.put(address, answer);
    loaded += bytes;
    await tell({ loaded, total });
  }
}

/** Leaves one version, or none, and then no worker either. */
async function tidy() {
  for (const name of await caches.keys()) {
    const isCopy = name.startsWith(COPIES) || (name.startsWith(FORMER) && (await isOurs(name)));
    if (isCopy && (name !== NAME || kept.files.length === 0)) await caches.delete(name);
  }
  if (kept.files.length === 0) await worker.registration.unregister();
}

/** @param {string} name of a cache of the first edition */
async function isOurs(name) {
  const scripts = `${worker.registration.scope}assets/self-tests/`;
  const files = await (await caches.open(name)).keys();
  return files.some(({ url }) => url.startsWith(scripts));
}

/** @param {{ loaded: number, total: number }} progress */
async function tell(progress) {
  const pages = await worker.clients.matchAll({ includeUncontrolled: true });
  for (const one of pages) one.postMessage({ kind: "kept", ...progress });
}

/**
 * The network's page, or the kept one when there is no network or it takes too long.
 *
 * @param {Request} request
 */
async function page(request) {
  const asked = fetch(request);
  asked.catch(() => {});
  try {
    const answer = await Promise.race([asked, after(PATIENCE)]);
    isCut = false;
    return answer;
  } catch {
    const found = await match(request);
    isCut = found !== undefined;
    return found ?? asked;
  }
}

/** @param {Request} request */
async function file(request) {
  return (await match(request)) ?? fetch(request);
}

/** @param {Request} request */
async function match(request) {
  const cache = await caches.open(NAME);
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
}

/**
 * @param {number} milliseconds
 * @returns {Promise<never>}
 */
function after(milliseconds) {
  return new Promise((_, reject) => setTimeout(reject, milliseconds));
}

/**
 * Keeps the self-tests for places without a network, if the reader has asked for it. The build puts
 * `KEPT` in front of this script: the files to keep, each with its digest. If it is empty, as after
 * `offline: false`, this worker removes its files and itself.
 *
 * A browser stops this worker at any time and starts it again. What it remembers only saves
 * waiting: no page depends on it.
 */

/** @import { Kept } from "./shared/offline.mjs" */

/** @typedef {Kept["files"][number]} KeptFile */

/** @type {Kept} */
const kept = Reflect.get(globalThis, "KEPT");
const worker = /** @type {any} */ (globalThis);
const SCOPE = /** @type {string} */ (worker.registration.scope);
// As in storage-names.mjs: a copy belongs to one path of its host.
const COPIES = `self-tests ${new URL(SCOPE).pathname} copy `;
const NAME = `${COPIES}${kept.digest}`;
// The names of the first edition's copies, the same on all paths.
const FORMER = "self-tests-";
// Milliseconds to wait for the network before a kept page is shown; fewer once the network has
// failed.
const PATIENCE = 3000;
const LITTLE_PATIENCE = 1000;

/** @type {Map<string, KeptFile>} */
const files = new Map(kept.files.map((file) => [file.url, file]));

// Whether the last request had to be answered from the copy.
let isCut = !navigator.onLine;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data.kind === "cut") {
    isCut = true;
    return;
  }
  const [port] = event.ports;
  const asked = event.data.kind === "fill" ? fill().then(() => true) : isWhole();
  event.waitUntil(
    asked.catch(() => false).then((/** @type {boolean} */ whole) => port.postMessage(whole)),
  );
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const path = request.url.slice(SCOPE.length).replace(/[?#].*/s, "");
  // Each deploy names the files in this folder anew: another copy may have one that this list lacks.
  const url = keptFor(path) ?? (path.startsWith("assets/") ? path : undefined);
  if (url !== undefined) event.respondWith(answer(request, path, url));
});

/**
 * Returns the address of the kept file for a path, which may be a short link, lack the last slash,
 * or end in the file name that servers add.
 *
 * @param {string} path
 * @returns {string | undefined} `undefined` if the file is not kept
 */
function keptFor(path) {
  const folder = path.replace(/(^|\/)index\.html$/, "$1");
  return [folder, `${folder}/`]
    .map((each) => kept.onward[each] ?? each)
    .find((each) => files.has(each));
}

async function install() {
  try {
    await fill();
  } catch (error) {
    // A copy is complete, or there is none.
    await caches.delete(NAME);
    throw error;
  }
  // An empty list removes the copy: that need not wait until the reader has closed all pages.
  if (kept.files.length === 0) await worker.skipWaiting();
}

/** Gets every file that is missing, and compares it with the digest from the build. */
async function fill() {
  const cache = await caches.open(NAME);
  const earlier = (await caches.keys()).filter((name) => name !== NAME && name.startsWith(COPIES));
  const total = kept.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  for (const file of kept.files) {
    if (!(await inCopy(NAME, file))) {
      await cache.put(SCOPE + file.url, await obtain(file, earlier));
    }
    loaded += file.bytes;
    await tell({ loaded, total });
  }
}

/**
 * @param {KeptFile} file
 * @param {string[]} earlier names of this site's own earlier copies
 * @returns {Promise<Response>} throws if no source has the file as it was built
 */
async function obtain(file, earlier) {
  for (const name of earlier) {
    const found = await inCopy(name, file);
    if (found) return found;
  }
  // The browser's own cache may save a download; its files are checked like those from the network.
  for (const cache of /** @type {const} */ ([file.forever ? "default" : "no-cache", "reload"])) {
    const found = await sound(await fetch(SCOPE + file.url, { cache }), file);
    if (found) return found;
  }
  throw new Error(`${file.url}: it came otherwise than it was built, or not at all`);
}

/**
 * @param {string} name of a copy
 * @param {KeptFile} file
 */
async function inCopy(name, file) {
  const found = await caches.match(SCOPE + file.url, { cacheName: name, ignoreVary: true });
  return found && sound(found, file);
}

/**
 * Returns a response if it holds the file as it was built.
 *
 * @param {Response} found
 * @param {KeptFile} file
 * @returns {Promise<Response | undefined>}
 */
async function sound(found, { digest }) {
  if (!found.ok) return undefined;
  const bytes = await found.arrayBuffer();
  const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (`sha256-${btoa(String.fromCharCode(...made))}` !== digest) return undefined;
  return new Response(bytes, { headers: found.headers });
}

/** Says whether every file is there. Digests are compared again when a file is used. */
async function isWhole() {
  if (!(await caches.has(NAME))) return false;
  const found = new Set((await (await caches.open(NAME)).keys()).map(({ url }) => url));
  return kept.files.every(({ url }) => found.has(SCOPE + url));
}

/** Deletes all copies but the newest; if nothing is to be kept, that one and this worker, too. */
async function tidy() {
  for (const name of await caches.keys()) {
    const isCopy = name.startsWith(COPIES) || (name.startsWith(FORMER) && (await isOurs(name)));
    if (isCopy && (name !== NAME || kept.files.length === 0)) await caches.delete(name);
  }
  // The page on which the reader asked for the copy is the one that is read in the gym.
  if (kept.files.length > 0) await worker.clients.claim();
  else await worker.registration.unregister();
}

/** @param {string} name of a cache of the first edition */
async function isOurs(name) {
  const scripts = `${SCOPE}assets/self-tests/`;
  const found = await (await caches.open(name)).keys();
  return found.some(({ url }) => url.startsWith(scripts));
}

/** @param {{ loaded: number, total: number }} progress */
async function tell(progress) {
  const pages = await worker.clients.matchAll({ includeUncontrolled: true });
  for (const one of pages) one.postMessage({ kind: "kept", ...progress });
}

/**
 * Returns the network's response; or the kept file if there is no network, if it takes too long, or
 * if its response is of no use. Once a page came from the copy, its files do too, without waiting.
 *
 * @param {Request} request
 * @param {string} path that was asked for
 * @param {string} url of the kept file for it
 */
async function answer(request, path, url) {
  const isPage = request.mode === "navigate";
  if (isCut && !isPage) return (await fromCopy(url)) ?? fetch(request);
  // The response is passed on unchanged: only then does Chromium find its compiled WebAssembly.
  const asked = fetch(request);
  asked.catch(() => {});
  try {
    const found = await Promise.race([asked, after(isCut ? LITTLE_PATIENCE : PATIENCE)]);
    if (isOfUse(found, isPage)) {
      if (isPage) isCut = false;
      return found;
    }
  } catch {
    // No network, or too slow.
  }
  const isElsewhere = isPage && path !== url;
  const found = isElsewhere ? Response.redirect(SCOPE + url) : await fromCopy(url);
  // A file that no copy is to have says nothing of the network.
  if (files.has(url)) isCut = found !== undefined;
  return found ?? asked;
}

/**
 * Says whether a response is better for the reader than the copy. A host in trouble sends an error
 * instead of a page; after a newer deploy old files are gone; a hotel's login page is no file of
 * ours.
 *
 * @param {Response} found
 * @param {boolean} isPage
 */
function isOfUse({ ok, status, headers }, isPage) {
  if (isPage) return status < 500;
  return ok && !headers.get("content-type")?.startsWith("text/html");
}

/**
 * Finds a file that this worker does not know or no longer has. A page of a newer deploy may be open
 * while that deploy's worker waits: its files are in the copy that the other worker has filled and
 * compared.
 *
 * @param {string} url
 */
async function fromNewer(url) {
  for (const name of await caches.keys()) {
    const isOther = name !== NAME && name.startsWith(COPIES);
    const found = isOther && (await caches.match(SCOPE + url, { cacheName: name, ignoreVary: true }));
    if (found) return found;
  }
  return undefined;
}

/** @param {string} url */
async function fromCopy(url) {
  const file = files.get(url);
  const found = file && (await inCopy(NAME, file));
  // A damaged file is deleted, so that `isWhole` reports it as missing.
  if (!found && (await caches.has(NAME))) await (await caches.open(NAME)).delete(SCOPE + url);
  return found ?? fromNewer(url);
}

/**
 * @param {number} milliseconds
 * @returns {Promise<never>}
 */
function after(milliseconds) {
  return new Promise((_, reject) => setTimeout(reject, milliseconds));
}

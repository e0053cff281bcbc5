/**
 * Keeps the self-tests for a place without a network, once the reader has asked for it. The build
 * puts `KEPT` in front: what is kept, each file with its digest. With nothing in it, as after
 * `offline: false`, this worker takes itself and what it kept away.
 *
 * A browser ends this worker whenever it likes and starts it anew. Nothing that it remembers decides
 * whether a page can be read; it only spares waiting.
 */

/** @import { Kept } from "./shared/offline.mjs" */

/** @typedef {Kept["files"][number]} KeptFile */

/** @type {Kept} */
const kept = Reflect.get(globalThis, "KEPT");
const worker = /** @type {any} */ (globalThis);
const SCOPE = /** @type {string} */ (worker.registration.scope);
// As storage-names.mjs has it: a copy belongs to one path of its host.
const COPIES = `self-tests ${new URL(SCOPE).pathname} copy `;
const NAME = `${COPIES}${kept.digest}`;
// The first edition's, on all paths alike.
const FORMER = "self-tests-";
// Whoever stands in a cellar gets what was kept after so many milliseconds, and the next page sooner.
const PATIENCE = 3000;
const LITTLE_PATIENCE = 1000;

/** @type {Map<string, KeptFile>} */
const files = new Map(kept.files.map((file) => [file.url, file]));

// Whether the last one that was asked for had to come from here.
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
  const url = keptFor(path);
  if (url !== undefined) event.respondWith(answer(request, path, url));
});

/**
 * Returns the address of the file that a reader means: also by a short link, without the last
 * slash, or with the name that servers add.
 *
 * @param {string} path
 * @returns {string | undefined} nothing if it is not kept
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
    // The copy is whole or it is not there.
    await caches.delete(NAME);
    throw error;
  }
  // What ends the copy waits for nobody.
  if (kept.files.length === 0) await worker.skipWaiting();
}

/** Gets everything that is not here yet, and compares each file with what the build says of it. */
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
 * @returns {Promise<Response>} throws if it cannot be had as the build made it
 */
async function obtain(file, earlier) {
  for (const name of earlier) {
    const found = await inCopy(name, file);
    if (found) return found;
  }
  // The browser's own cache may spare the way, and is believed no more than the network.
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
 * Returns an answer if it holds the file as the build made it.
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

/** Says whether every file is there. Each is compared with its digest once more when it is used. */
async function isWhole() {
  if (!(await caches.has(NAME))) return false;
  const found = new Set((await (await caches.open(NAME)).keys()).map(({ url }) => url));
  return kept.files.every(({ url }) => found.has(SCOPE + url));
}

/** Leaves one version, or none, and then no worker either. */
async function tidy() {
  for (const name of await caches.keys()) {
    const isCopy = name.startsWith(COPIES) || (name.startsWith(FORMER) && (await isOurs(name)));
    if (isCopy && (name !== NAME || kept.files.length === 0)) await caches.delete(name);
  }
  // The page on which it was asked for is the one that is read in the gym.
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
 * The network's answer, or the kept one when there is no network, when it takes too long, and when
 * what it says is of no use. Once a page came from here its files do too, without waiting.
 *
 * @param {Request} request
 * @param {string} path what was asked for
 * @param {string} url the kept file that is meant
 */
async function answer(request, path, url) {
  const isPage = request.mode === "navigate";
  if (isCut && !isPage) return (await fromCopy(url)) ?? fetch(request);
  // By an answer that is handed on as it came, Chromium still finds its compiled WebAssembly.
  const asked = fetch(request);
  asked.catch(() => {});
  try {
    const found = await Promise.race([asked, after(isCut ? LITTLE_PATIENCE : PATIENCE)]);
    if (isOfUse(found, isPage)) {
      if (isPage) isCut = false;
      return found;
    }
  } catch {
    // Nobody is there, or nobody in time.
  }
  const isElsewhere = isPage && path !== url;
  const found = isElsewhere ? Response.redirect(SCOPE + url) : await fromCopy(url);
  isCut = found !== undefined;
  return found ?? asked;
}

/**
 * Says whether the reader is better served by an answer than by the copy. A host in trouble says so
 * in place of a page; a newer deploy no longer has a file of this one; a hotel's own page is none.
 *
 * @param {Response} found
 * @param {boolean} isPage
 */
function isOfUse({ ok, status, headers }, isPage) {
  if (isPage) return status < 500;
  return ok && !headers.get("content-type")?.startsWith("text/html");
}

/** @param {string} url */
async function fromCopy(url) {
  const found = await inCopy(NAME, /** @type {KeptFile} */ (files.get(url)));
  // Whoever looks sees that it is missing; what is damaged is of no use to anybody.
  if (!found && (await caches.has(NAME))) await (await caches.open(NAME)).delete(SCOPE + url);
  return found;
}

/**
 * @param {number} milliseconds
 * @returns {Promise<never>}
 */
function after(milliseconds) {
  return new Promise((_, reject) => setTimeout(reject, milliseconds));
}

// Sends requests to the shipped worker, as texts, from a page that holds a self-test.

/** @import { Report } from "../../overrides/assets/self-tests/python/worker.mjs" */

/**
 * Returns the answers to requests, in their order.
 *
 * @param {string[]} requests
 * @returns {Promise<string[]>}
 */
export async function answers(requests) {
  const manifest = JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "");
  const element = /** @type {HTMLScriptElement} */ (
    document.querySelector('script[src$="/element.mjs"]')
  );
  const worker = new Worker(new URL("./worker.mjs", element.src), { type: "module" });
  const base = new URL(manifest.base, document.baseURI).href;
  /** @type {string[]} */
  const texts = [];
  try {
    await new Promise((resolve, reject) => {
      let left = requests.length;
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        const report = /** @type {Report} */ (data);
        if (report.kind === "failed") {
          reject(new Error(report.message));
        } else if (report.kind === "answer") {
          texts[report.id] = report.text;
          left -= 1;
          if (left === 0) resolve(undefined);
        } else if (report.stage === "ready") {
          requests.forEach((text, id) => worker.postMessage({ kind: "respond", id, text }));
        }
      };
      worker.postMessage({ kind: "start", bundle: { ...manifest, base }, fresh: false });
    });
  } finally {
    worker.terminate();
  }
  return texts;
}

/**
 * Returns the SHA-256 of each answer, in hexadecimal: two thousand answers are forty megabytes.
 *
 * @param {string[]} requests
 */
export async function digests(requests) {
  const encoder = new TextEncoder();
  const found = [];
  for (const text of await answers(requests)) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
    found.push([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return found;
}

/**
 * Starts Python as a first visit does, lets the worker keep its memory, and returns the digest of
 * what lies on the device then. Nothing is returned if nothing was kept.
 *
 * @returns {Promise<string | undefined>}
 */
export async function kept() {
  const manifest = JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "");
  const element = /** @type {HTMLScriptElement} */ (
    document.querySelector('script[src$="/element.mjs"]')
  );
  const worker = new Worker(new URL("./worker.mjs", element.src), { type: "module" });
  const base = new URL(manifest.base, document.baseURI).href;
  const place = "self-tests / engines";
  await caches.delete(place);
  try {
    await new Promise((resolve, reject) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (data.kind === "failed") reject(new Error(data.message));
        if (data.stage === "ready") resolve(undefined);
      };
      const bundle = { ...manifest, base, place };
      worker.postMessage({ kind: "start", bundle, fresh: false });
    });
    // The worker waits itself until all is in the memory.
    worker.postMessage({ kind: "keep" });
    for (let turn = 0; turn < 300; turn += 1) {
      const store = await caches.open(place);
      const [address] = await store.keys();
      const found = address && (await store.match(address));
      if (found) {
        const digest = await crypto.subtle.digest("SHA-256", await found.arrayBuffer());
        return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  } finally {
    worker.terminate();
    await caches.delete(place);
  }
}

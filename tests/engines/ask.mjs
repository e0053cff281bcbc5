// Sends requests to the shipped worker, as texts, from a page that holds a self-test.

/** @import { Report } from "../../overrides/assets/self-tests/worker.mjs" */

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

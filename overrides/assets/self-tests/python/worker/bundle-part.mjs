/**
 * One file of the bundle during its download: did all of it arrive, and is it what the page
 * expects?
 *
 * @module
 */

/** @import { Part } from "../worker.mjs" */

/** @typedef {{ response: Promise<Response>, whole: Promise<Uint8Array<ArrayBuffer>> }} Download */

/**
 * Follows one download. The response is for streaming; `whole` counts the bytes of a copy as they
 * arrive and compares its digest with the page's. (A fetch with the integrity option would be
 * shorter, but holds all bytes back until the last one: a slow download would look like a dead
 * one.)
 *
 * @param {Part} part
 * @param {Promise<Response>} asked
 * @param {(bytes: number) => void} count
 * @returns {Download}
 */
export function download(part, asked, count) {
  const response = asked.then((answer) => {
    if (!answer.ok) throw new Error(`${part.url}: the server answered ${answer.status}`);
    return answer;
  });
  const whole = response.then(async (answer) => {
    const bytes = await read(answer.clone(), part, count);
    // Without https, as on a local network while writing, a page has no digests.
    if (globalThis.crypto?.subtle) {
      const found = await sha256(bytes);
      if (found !== part.integrity) {
        throw new Error(`${part.url}: it is ${found}, the page expects ${part.integrity}`);
      }
    }
    return bytes;
  });
  // They are awaited one after the other: until then, a failure of a later one is no unhandled
  // error.
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

/**
 * One file of the bundle on its way: whether all of it came, and whether it is what the page expects.
 *
 * @module
 */

/** @import { Part } from "../worker.mjs" */

/** @typedef {{ response: Promise<Response>, whole: Promise<Uint8Array<ArrayBuffer>> }} Download */

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
export function download(part, asked, count) {
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

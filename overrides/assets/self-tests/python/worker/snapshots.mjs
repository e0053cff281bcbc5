/**
 * Saves the memory of a Python that has started, so that the next visit starts from it.
 *
 * @module
 */

import { sha256 } from "./bundle-part.mjs";

/** @import { Bundle } from "../worker.mjs" */

/**
 * Memory in its full size, empty until `filled`: Pyodide needs the size long before the content.
 *
 * @typedef {{ memory: Uint8Array<ArrayBuffer>, filled: Promise<unknown> }} Snapshot
 */

/**
 * Where the memory of a started Python is saved, made before the first answer came in. Only the
 * memory of the page's own bundle is read or written, whatever else lies on the device.
 *
 * @typedef {object} Snapshots
 * @property {(bundle: Bundle) => Promise<(() => Snapshot) | void>} take finds saved memory; calling the
 *   returned function begins to read it
 * @property {(bundle: Bundle) => Promise<void>} worked notes that Python has started from the saved memory
 * @property {(bundle: Bundle, memory: Uint8Array<ArrayBuffer>) => Promise<void>} put
 * @property {(bundle: Bundle) => Promise<void>} drop
 */

// Numbers in one page of WebAssembly memory. More than half of the pages are empty.
const PAGE = 16384;

/** @param {Uint8Array<ArrayBuffer>} bytes */
const numbersOf = ({ buffer, byteOffset, byteLength }) =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);

/**
 * Returns memory without its empty pages: size, number of other pages, their places, their content.
 *
 * @param {Uint8Array<ArrayBuffer>} memory
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function packed(memory) {
  const numbers = numbersOf(memory);
  /** @type {number[]} */
  const places = [];
  const pages = [];
  for (let place = 0; place < numbers.length; place += PAGE) {
    const page = numbers.subarray(place, place + PAGE);
    if (page.some(Boolean)) pages[places.push(place) - 1] = page;
  }
  const table = Uint32Array.of(numbers.length, places.length, ...places);
  return new Uint8Array(await new Blob([table, ...pages]).arrayBuffer());
}

/**
 * Fills memory from what `packed` returned. Throws if the size is another one.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Uint8Array<ArrayBuffer>} memory
 */
export function unpack(bytes, memory) {
  const [numbers, target] = [bytes, memory].map(numbersOf);
  const [size, count = 0] = numbers;
  if (size !== target.length) throw new Error(`${size} is not ${target.length}`);
  let from = 2 + count;
  for (const place of numbers.subarray(2, from)) {
    const page = numbers.subarray(from, from + Math.min(PAGE, size - place));
    target.set(page, place);
    from += page.length;
  }
}

/**
 * Saves memory in a cache of this site. Any page of the same host can write into it, and could
 * write a matching digest beside it. So what is read is compared with the digest in this page's own
 * HTML, which the build knows because the memory is the same in every browser, byte for byte.
 *
 * @param {CacheStorage} caches
 * @returns {Snapshots}
 */
export function deviceSnapshots(caches) {
  const open = (/** @type {Bundle} */ { place = "" }) => caches.open(place);
  const drop = async (/** @type {Bundle} */ { place = "" }) => void (await caches.delete(place));
  const keyOf = (/** @type {Bundle} */ { base, digest }) => base + digest;
  const mark = (/** @type {Bundle} */ bundle) => `${keyOf(bundle)}?`;
  return {
    drop,
    take: async (bundle) => {
      const store = await open(bundle);
      const kept = await store.match(keyOf(bundle));
      // Memory that was not marked as sound after its last use is dropped: that start may have
      // failed because of it.
      if (!kept || (await store.match(mark(bundle)))) {
        void drop(bundle).catch(() => {});
        return;
      }
      const { integrity, bytes: size } = bundle.memory;
      /** @param {Uint8Array<ArrayBuffer>} memory */
      const fill = async (memory) => {
        const marked = store.put(mark(bundle), new Response());
        const bytes = new Uint8Array(await kept.arrayBuffer());
        await marked;
        if ((await sha256(bytes)) !== integrity) throw new Error(keyOf(bundle));
        unpack(bytes, memory);
      };
      return () => {
        const memory = new Uint8Array(size);
        return { memory, filled: fill(memory) };
      };
    },
    worked: async (bundle) => void (await (await open(bundle)).delete(mark(bundle))),
    put: async (bundle, memory) => {
      await drop(bundle);
      // Opened before packing: if the cache is deleted meanwhile, the new entry goes with it.
      const store = await open(bundle);
      const bytes = await packed(memory);
      // If this browser makes other memory, none is saved, and each visit starts the long way.
      if ((await sha256(bytes)) !== bundle.memory.integrity) return drop(bundle);
      await store.put(keyOf(bundle), new Response(bytes));
    },
  };
}

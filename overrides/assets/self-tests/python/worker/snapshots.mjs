/**
 * Keeps the memory of a Python that has started, so that the next visit starts from it.
 *
 * @module
 */

import { sha256 } from "./bundle-part.mjs";

/** @import { Bundle } from "../worker.mjs" */

/**
 * Memory as large as it was, and empty until `filled`: Pyodide needs the size long before the rest.
 *
 * @typedef {{ memory: Uint8Array<ArrayBuffer>, filled: Promise<unknown> }} Snapshot
 */

/**
 * Memory of a Python that has started and has met no answer yet. Whatever lies on the device, none
 * but that of the page's own bundle is taken or put.
 *
 * @typedef {object} Snapshots
 * @property {(bundle: Bundle) => Promise<(() => Snapshot) | void>} take finds what was kept; to
 *   call what it gives is to begin reading
 * @property {(bundle: Bundle) => Promise<void>} worked says that what was taken is sound
 * @property {(bundle: Bundle, memory: Uint8Array<ArrayBuffer>) => Promise<void>} put
 * @property {(bundle: Bundle) => Promise<void>} drop
 */

// Numbers in a page of WebAssembly's memory. More than half of the pages are empty.
const PAGE = 16384;

/** @param {Uint8Array<ArrayBuffer>} bytes */
const numbersOf = ({ buffer, byteOffset, byteLength }) =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);

/**
 * Returns memory without its empty pages: its size, how many pages follow, which ones, and they.
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
 * Fills memory from what `packed` gave. Throws if it was of another size.
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
 * Keeps memory in a cache of this site's own. Any page of the same host can write into it, and could
 * write a digest beside it: what is taken is compared with what this page's own HTML says, which
 * can be known because memory is the same in every browser, byte for byte.
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
      // One that ended an earlier start, whatever the way, is not met twice.
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
      // Opened first: if it is deleted meanwhile, what is put into it goes with it.
      const store = await open(bundle);
      const bytes = await packed(memory);
      // A browser in which it comes out otherwise starts the long way each time.
      if ((await sha256(bytes)) !== bundle.memory.integrity) return drop(bundle);
      await store.put(keyOf(bundle), new Response(bytes));
    },
  };
}

// The product's own way to a first result.
import { connect } from "../../../overrides/assets/self-tests/python/client.mjs";
import { MEMORY } from "../../../overrides/assets/self-tests/shared/storage-names.mjs";
import { createHandler } from "../../../overrides/assets/self-tests/python/worker.mjs";
import { browserWorld } from "../../../overrides/assets/self-tests/python/worker/world.mjs";

/**
 * @param {any} bundle
 * @param {any} request
 * @param {boolean} onPage Chromium slows down the page's thread only, so there the worker's code
 *   runs on it
 */
export async function firstResult(bundle, request, onPage) {
  const connection = connect(absolute(bundle), onPage ? { open: openHere } : {});
  void connection.start();
  return connection.respond(request);
}

/**
 * A first visit, as a reader makes it: there is time before the first answer, and afterwards the
 * started Python is kept.
 *
 * @param {any} bundle
 * @param {any} request
 */
export async function firstVisit(bundle, request) {
  const connection = connect(absolute(bundle));
  await connection.start();
  await pause(3000);
  await connection.respond(request);
  connection.keep();
  const isKept = async () => {
    const store = await caches.open(MEMORY);
    return (await store.keys()).length > 0;
  };
  while (!(await isKept())) await pause(50);
}

/**
 * Loads with the first press, and asks so many seconds later.
 *
 * @param {any} bundle
 * @param {any} request
 * @param {number} seconds
 */
export async function waitAfter(bundle, request, seconds) {
  const connection = connect(
    absolute(bundle),
    // A slow line is not a dead one, and here nobody has answers to lose.
    { silence: 120_000 },
  );
  void connection.start();
  await pause(1000 * seconds);
  const asked = performance.now();
  await connection.respond(request);
  const waited = performance.now() - asked;
  connection.stop();
  return waited;
}

/** @type {import("../../../overrides/assets/self-tests/python/client.mjs").Connection | undefined} */
let open;

/**
 * Asks the same worker again and again.
 *
 * @param {any} bundle
 * @param {any} request
 * @param {number} times
 */
export async function askAgain(bundle, request, times) {
  open ??= connect(absolute(bundle));
  void open.start();
  for (let time = 0; time < times; time += 1) await open.respond(request);
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @param {any} bundle */
function absolute(bundle) {
  return { ...bundle, base: new URL(bundle.base, location.href).href, place: MEMORY };
}

function openHere() {
  const { port1, port2 } = new MessageChannel();
  // The page's thread keeps the clock that it is measured with.
  const world = { ...browserWorld(), still: () => {} };
  const handle = createHandler(world, (report) => port2.postMessage(report));
  port2.onmessage = (event) => void handle(event);
  return port1;
}

// The product's own way to a first result.
import { connect } from "../../overrides/assets/self-tests/client.mjs";
import { browserWorld, createHandler } from "../../overrides/assets/self-tests/worker.mjs";

/**
 * @param {any} bundle
 * @param {any} request
 * @param {boolean} onPage Chromium slows down the page's thread only, so there the worker's code
 *   runs on it
 */
export async function firstResult(bundle, request, onPage) {
  const absolute = { ...bundle, base: new URL(bundle.base, location.href).href };
  const connection = connect(absolute, onPage ? { open: openHere } : {});
  void connection.start();
  return connection.respond(request);
}

function openHere() {
  const { port1, port2 } = new MessageChannel();
  const handle = createHandler(browserWorld(), (report) => port2.postMessage(report));
  port2.onmessage = (event) => void handle(event);
  return port1;
}

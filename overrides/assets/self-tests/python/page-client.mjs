/**
 * The one Python of a page, which all of its self-tests ask.
 *
 * @module
 */

import { bundleOf, connect } from "./client.mjs";

/** @import { Connection } from "./client.mjs" */

/** @type {Connection | undefined} */
let shared;

/** Returns the one connection that all self-tests of this page share. */
export function connectPage() {
  shared ??= connect(bundleOf(document));
  return shared;
}

/**
 * Asks Python, and starts it first if needed.
 *
 * @param {object} request without the version
 * @returns {Promise<any>} its answer
 */
export async function askPage(request) {
  const python = connectPage();
  await python.start();
  return python.respond({ version: 1, ...request });
}

/** @returns {boolean} whether the reader's browser asks pages to save data */
export function savesData() {
  return Boolean(Reflect.get(navigator, "connection")?.saveData);
}

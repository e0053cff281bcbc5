/**
 * The one Python of a page: starts it, reports how far it has come, and says how much there is to
 * load.
 *
 * @module
 */

import { connectPage, savesData } from "./page-client.mjs";

/** @import { Connection, Progress } from "./client.mjs" */

const MEGABYTE = 1e6;

/** Called while Python is loading. @type {Set<(progress: Progress) => void>} */
const listeners = new Set();

/** @returns {Connection} the one that all self-tests of the page share */
export function connection() {
  const shared = connectPage();
  shared.onprogress = (progress) => listeners.forEach((listen) => listen(progress));
  return shared;
}

/**
 * @param {(progress: Progress) => void} listener
 * @param {AbortSignal} signal
 */
export function hearProgress(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Starts loading, unless the reader's browser asks pages to save data. */
export function startUnlessSaving() {
  if (!savesData()) start();
}

export function start() {
  try {
    // A failure reaches those who wait for an answer.
    connection().start().catch(() => {});
  } catch {
    // Without the build's manifest there is no Python; the result says so when one is wanted.
  }
}

/** @returns {{ digest?: string, parts?: Record<string, { transfer: number }> }} */
export function manifest() {
  return JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "{}");
}

/** @returns {string} how much a first start downloads, in millions of bytes */
export function megabytes() {
  const parts = Object.values(manifest().parts ?? {});
  const bytes = parts.reduce((sum, part) => sum + part.transfer, 0);
  return (bytes / MEGABYTE).toFixed(1);
}

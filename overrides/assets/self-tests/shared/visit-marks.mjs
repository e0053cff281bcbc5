/**
 * Two times on the device that a tab which was away finds: of the last end of a visit, and of the last
 * warning sign. Every browser may refuse, and nothing depends on it.
 *
 * @module
 */

import { put, textUnder } from "./saved-results.mjs";
import { MARKS } from "./storage-names.mjs";
import { LONGEST, textOf } from "./visit.mjs";

/** @returns {[ended: number, sign: number]} the times that lie on the device; 0 where none is of today */
export function marks() {
  try {
    const [ended, sign] = JSON.parse(textUnder(MARKS) ?? "[]");
    return [ofToday(ended), ofToday(sign)];
  } catch {
    return [0, 0];
  }
}

/** @param {unknown} time */
function ofToday(time) {
  return Math.abs(Date.now() - Number(time)) < LONGEST ? Number(time) : 0;
}

/**
 * @param {number} ended
 * @param {number} sign
 */
export function mark(ended, sign) {
  // What was there makes room. Where the browser takes neither, only tabs that are there hear of it.
  put(MARKS);
  if (ended + sign) put(MARKS, textOf([ended, sign]));
}

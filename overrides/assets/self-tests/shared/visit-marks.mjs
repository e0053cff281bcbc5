/**
 * Two times on the device, for tabs that were in the background: of the last end of a visit, and of
 * the last warning sign. A browser may refuse them; everything works without.
 *
 * @module
 */

import { put, textUnder } from "./saved-results.mjs";
import { MARKS } from "./storage-names.mjs";
import { LONGEST, textOf } from "./visit.mjs";

/** What the browser has refused, as JSON: this page still knows it. */
let unkept = "";

/** @returns {[ended: number, sign: number]} the two times on the device; 0 for one that is not of today */
export function marks() {
  try {
    const [ended, sign] = JSON.parse(textUnder(MARKS) ?? unkept);
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
  // The old entry first, to make room. If the browser refuses both, only open tabs learn of it.
  put(MARKS);
  const text = ended + sign ? textOf([ended, sign]) : "";
  unkept = put(MARKS, text) ? "" : text;
}

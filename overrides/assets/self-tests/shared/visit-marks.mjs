/**
 * Two times on the device that a tab which was away finds: of the last end of a visit, and of the last
 * warning sign. Every browser may refuse, and nothing depends on it.
 *
 * @module
 */

import { MARKS } from "./storage-names.mjs";
import { LONGEST, textOf } from "./visit.mjs";

/** @returns {[ended: number, sign: number]} the times that lie on the device; 0 where none is of today */
export function marks() {
  try {
    const found = JSON.parse(localStorage.getItem(MARKS) ?? "[]");
    const [ended, sign] = [0, 1].map((one) =>
      Math.abs(Date.now() - found[one]) < LONGEST ? Number(found[one]) : 0,
    );
    return [ended ?? 0, sign ?? 0];
  } catch {
    return [0, 0];
  }
}

/**
 * @param {number} ended
 * @param {number} sign
 */
export function mark(ended, sign) {
  try {
    if (ended + sign) localStorage.setItem(MARKS, textOf([ended, sign]));
    else localStorage.removeItem(MARKS);
  } catch {
    // Then only tabs that are there hear of it.
  }
}

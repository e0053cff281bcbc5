/**
 * How a page was opened: in which browser, and whether with a link that holds a result.
 *
 * @module
 */

/** The beginning of a fragment that holds a result: as we write it, and as some apps rewrite it. */
export const FRAGMENT = /^#r(?:=|%3D)/i;

/** @returns {boolean} whether this is the browser inside Instagram or Facebook, which loses saved data */
export function isInApp() {
  return /Instagram|FBAN|FBAV|FB_IAB|FBIOS/.test(navigator.userAgent);
}

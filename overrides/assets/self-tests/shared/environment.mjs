/**
 * How a page was opened: in which browser, and with a link that holds a result.
 *
 * @module
 */

/** How the part of an address begins that holds a result, as it is sent and as some apps write it. */
export const FRAGMENT = /^#r(?:=|%3D)/i;

/** @returns {boolean} whether this is the browser inside Instagram or Facebook, which loses what a page saves */
export function isInApp() {
  return /Instagram|FBAN|FBAV|FB_IAB|FBIOS/.test(navigator.userAgent);
}

/**
 * How a page was opened: in which browser, and whether with a link that holds a result.
 *
 * @module
 */

/** The beginning of a fragment that holds a result: as we write it, and as some apps rewrite it. */
export const FRAGMENT = /^#r(?:=|%3D)/i;

// Android says it of every browser inside an app. On an iPhone all other browsers call themselves
// Safari, and only an icon on the home screen does not either.
const IN_APP = /Instagram|FB[AI_]|; wv|iP(?!.*Safari\/)/;

/** @returns {boolean} whether this is the browser inside an app, such as Instagram, which loses saved data */
export function isInApp() {
  return IN_APP.test(navigator.userAgent) && !(/** @type {any} */ (navigator).standalone);
}

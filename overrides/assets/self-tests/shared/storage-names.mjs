/**
 * The names under which a browser keeps anything for this site. Two sites on one host, `/a/` and
 * `/b/`, share one origin and with it one storage, so each name holds the path of its own site.
 *
 * @module
 */

const SCRIPTS = "/assets/self-tests/";

/**
 * @param {string} address of any of our scripts or of the bundle
 * @returns {string} the path of the site that it belongs to, ending in a slash
 */
export function rootOf(address) {
  const { pathname } = new URL(address);
  return pathname.slice(0, pathname.lastIndexOf(SCRIPTS) + 1) || "/";
}

/**
 * Returns how all names of a site begin. No address holds a blank: the names of `/` do not begin
 * as those of `/a/` do.
 *
 * @param {string} root
 */
export function prefixOf(root) {
  return `self-tests ${root} `;
}

/** The path of this site. */
export const ROOT = rootOf(import.meta.url);

/** How the names of all that is kept for this site begin; caches are deleted by it. */
export const PREFIX = prefixOf(ROOT);

/** Local storage: what was saved with a press of "Save on this device". */
export const SAVED = `${PREFIX}saved`;

/** Session storage: what this tab was told. */
export const VISIT = `${PREFIX}visit`;

/**
 * Local storage: when a visit was last ended, and when a warning sign was told that holds. No answer
 * stands there: a tab that was away reads whether what it knows is still so.
 */
export const MARKS = `${PREFIX}marks`;

/** Local storage: that the home screen was offered, and answered. */
export const OFFERED = `${PREFIX}offered`;

/** Session storage: a link with a result that this tab has opened. */
export const LINK = `${PREFIX}link`;

/** Session storage: how far a training session has come that is not over. */
export const SESSION = `${PREFIX}session`;

/** Session storage: the day of a session that is over and not kept on the device. */
export const DONE = `${PREFIX}done`;

/** A channel between the tabs that show this site. */
export const CHANNEL = `${PREFIX}channel`;

/** Cache Storage: the memory of a Python that has started and has met no answer. */
export const MEMORY = `${PREFIX}memory`;

/** Cache Storage: the copy for a place without a network; the digest of the copy follows. */
export const COPY = `${PREFIX}copy `;

/** What the first edition used, on all sites of a host alike. Caches began like `caches`. */
export const FORMER = { saved: "self-tests-saved", visit: "self-tests", caches: "self-tests-" };

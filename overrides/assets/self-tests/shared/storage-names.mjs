/**
 * The names under which a browser keeps data for this site. Two sites on one host, `/a/` and `/b/`,
 * have one origin and so share one storage, so each name holds the path of its own site.
 *
 * @module
 */

const SCRIPTS = "/assets/self-tests/";

/**
 * @param {string} address of one of our scripts or of the bundle
 * @returns {string} the path of the site that it belongs to, ending in a slash
 */
export function rootOf(address) {
  const { pathname } = new URL(address);
  return pathname.slice(0, pathname.lastIndexOf(SCRIPTS) + 1) || "/";
}

/**
 * Returns the beginning of all names of a site. It ends in a blank, which no address holds: so the
 * names of `/a/` do not begin with the prefix of `/`.
 *
 * @param {string} root
 */
export function prefixOf(root) {
  return `self-tests ${root} `;
}

/** The path of this site. */
export const ROOT = rootOf(import.meta.url);

/** The beginning of all names of this site; caches are deleted by it. */
export const PREFIX = prefixOf(ROOT);

/** Local storage: what was saved with a press of "Save on this device". */
export const SAVED = `${PREFIX}saved`;

/** Session storage: the answers of the visit in this tab. */
export const VISIT = `${PREFIX}visit`;

/**
 * Local storage: when a visit was last ended, and when the latest valid warning sign was answered.
 * It holds no answer: a tab that was in the background finds out whether what it knows is still
 * valid.
 */
export const MARKS = `${PREFIX}marks`;

/** Local storage: that the reader has answered the offer of the home screen. */
export const OFFERED = `${PREFIX}offered`;

/** Session storage: the links with results that this tab has opened. */
export const LINK = `${PREFIX}link`;

/** Session storage: how far an unfinished training session has come. */
export const SESSION = `${PREFIX}session`;

/** Session storage: the days of finished sessions that are not kept on the device. */
export const DONE = `${PREFIX}done`;

/** A channel between the tabs that show this site. */
export const CHANNEL = `${PREFIX}channel`;

/** Cache Storage: the memory of a started Python that has had no answers in it. */
export const MEMORY = `${PREFIX}memory`;

/** Cache Storage: the copy for places without a network; its digest follows the name. */
export const COPY = `${PREFIX}copy `;

/** Names of the first edition, the same on all sites of a host; its caches begin with `caches`. */
export const FORMER = { saved: "self-tests-saved", visit: "self-tests", caches: "self-tests-" };

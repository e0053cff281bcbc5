/**
 * Finds elements that a template always has, and reads documents of our own.
 *
 * @module
 */

/**
 * @param {ParentNode} within
 * @param {string} selector of an element that is there
 * @returns {HTMLElement}
 */
export function one(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/**
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(within, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector))];
}

/**
 * Gets a page or file of ours. The browser parses it as a document: no text becomes markup here.
 *
 * @param {string | URL} address
 * @returns {Promise<Document | null>} nothing if it did not come
 */
export async function documentAt(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "document";
  await new Promise((resolve) => {
    request.onloadend = resolve;
    request.send();
  });
  return request.response;
}

/**
 * Focuses the title of the screen that is shown.
 *
 * @param {ParentNode} within
 * @param {FocusOptions} [how]
 */
export function focusTitle(within, how) {
  all(within, "h3[tabindex]").find((each) => each.getClientRects().length > 0)?.focus(how);
}

/**
 * Focuses what took the place of a session: the last of its sentences that is there.
 *
 * @param {Element} root
 */
export function focusAfter(root) {
  const at = document.activeElement;
  if (at === document.body || at?.closest("dialog:not([open])")) {
    all(root, "[data-session-after]").at(-1)?.focus();
  }
}

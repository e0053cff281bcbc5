/**
 * Finds elements that a template always has.
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
 * Focuses the title of the screen that is shown.
 *
 * @param {ParentNode} within
 * @param {FocusOptions} [how]
 */
export function focusTitle(within, how) {
  all(within, "h3[tabindex]").find((each) => each.getClientRects().length > 0)?.focus(how);
}

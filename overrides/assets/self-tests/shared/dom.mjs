/**
 * Finds what a template always holds.
 *
 * @module
 */

/**
 * @param {ParentNode} within
 * @param {string} selector of what is there
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
 * Gives the focus to the title of the screen that is shown.
 *
 * @param {ParentNode} within
 * @param {FocusOptions} [how]
 */
export function focusTitle(within, how) {
  all(within, "h3[tabindex]").find((each) => each.getClientRects().length > 0)?.focus(how);
}

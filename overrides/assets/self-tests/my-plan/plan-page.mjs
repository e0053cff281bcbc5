/**
 * What stands on the page "My plan": its places, and how they are filled.
 *
 * @module
 */

import { filled, filledIn } from "../shared/fill-template.mjs";

export const page = /** @type {HTMLElement} */ (document.querySelector("self-test-plan"));

/** @param {string} selector */
export function one(selector) {
  return /** @type {HTMLElement} */ (page.querySelector(selector));
}

/**
 * @param {string} name
 * @param {object | undefined} scope nothing to show when left out
 */
export function fill(name, scope) {
  const template = /** @type {HTMLTemplateElement} */ (one(`[data-template="${name}"]`));
  const place = one(`[data-fill="${name}"]`);
  const wereOpen = [...place.querySelectorAll("details")].map(({ open }) => open);
  place.replaceChildren(...(scope ? [filled(template, scope)] : []));
  place.querySelectorAll("details").forEach((details, at) => (details.open = wereOpen[at] ?? false));
}

/**
 * Fills what is folded, and says on the fold what is in it.
 *
 * @param {string} name
 * @param {object | undefined} scope nothing to unfold when left out
 * @param {(words: DOMStringMap) => (string | number | boolean | undefined)[]} tell nothing where it is not true
 */
export function fold(name, scope, tell) {
  fill(name, scope);
  const details = /** @type {HTMLDetailsElement} */ (one(`[data-fill="${name}"]`).closest("details"));
  details.hidden = !scope;
  const told = /** @type {HTMLElement} */ (details.querySelector("[data-told]"));
  told.textContent = scope ? tell(told.dataset).filter(Boolean).join(" ") : "";
}

/**
 * @param {DOMStringMap} words
 * @param {number} count
 */
export function counted({ one: single, many }, count) {
  return count === 1 ? single : filledIn(many, { count });
}

/**
 * The parts of the page "My plan", and how they are filled.
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
 * @param {object | undefined} scope nothing is shown without it
 */
export function fill(name, scope) {
  const template = /** @type {HTMLTemplateElement} */ (one(`[data-template="${name}"]`));
  const place = one(`[data-fill="${name}"]`);
  const wereOpen = [...place.querySelectorAll("details")].map(({ open }) => open);
  place.replaceChildren(...(scope ? [filled(template, scope)] : []));
  place.querySelectorAll("details").forEach((details, at) => (details.open = wereOpen[at] ?? false));
}

/**
 * Fills a part that is folded, and says in its summary what it holds.
 *
 * @param {string} name
 * @param {object | undefined} scope the part is hidden without it
 * @param {(words: DOMStringMap) => (string | number | boolean | undefined)[]} tell the sentences of the summary
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

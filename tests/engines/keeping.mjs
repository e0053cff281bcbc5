// Saves days with the shipped script, from a page that shows what is saved.

/** @import { DaySet } from "../../overrides/assets/self-tests/shared/saved-results.mjs" */

/** @param {string} name of a script of the page's own site */
function script(name) {
  const own = /** @type {HTMLScriptElement} */ (document.querySelector('script[src$="/my-plan.mjs"]'));
  return import(new URL(`./${name}`, own.src).href);
}

/**
 * Saves sets and returns what became of them.
 *
 * @param {DaySet[]} sets
 */
export async function save(sets) {
  const { save } = await script("saving.mjs");
  return save(sets);
}

/** Returns the days that are saved. */
export async function days() {
  const { load } = await script("common.mjs");
  return load().sets.map((/** @type {DaySet} */ { date }) => date);
}

/** Deletes what was saved. */
export async function remove() {
  const { remove } = await script("saving.mjs");
  return remove();
}

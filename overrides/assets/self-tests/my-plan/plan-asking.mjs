/**
 * Asks Python for the page "My plan": with the day, unless the clock is certainly wrong, and in as
 * many parts as needed.
 *
 * @module
 */

import { askPage } from "../python/page-client.mjs";
import { lookForDeploy } from "../shared/deploys.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { dayText, today } from "../shared/saved-results.mjs";
import { askInParts, lengthOf } from "./in-parts.mjs";
import { one, page } from "./plan-page.mjs";

/** @param {object} request */
export function ask(request) {
  return askPage(request).catch(() => void lookForDeploy());
}

/**
 * @param {unknown[]} sets
 * @param {(part: unknown[]) => object} make returns the request for a part of them
 */
export async function askSaved(sets, make) {
  const { most, day = "" } = one("[data-import]").dataset;
  return askInParts(sets, Number(most), async (part) => {
    // No self-test of ours makes a day this long: it is not read, and stays saved.
    if (lengthOf(part) > Number(most)) return { error: { message: day } };
    return ask({ do: "saved", ...make(part), ...now() });
  });
}

/** @returns {{ today?: string }} the day for Python; none if the clock is certainly wrong */
export function now() {
  return wrongClock() ? {} : { today: today() };
}

/** @returns {string} what to say about a clock that is certainly wrong */
export function wrongClock() {
  const { first = "", last = "", clock } = page.dataset;
  const date = today();
  return date < first || date > last ? filledIn(clock, { date: dayText(date) }) : "";
}

/**
 * The page of components: draws a result of each kind when its fold is opened. The templates come
 * from the self-test's own page and the words from Python, so nothing is written twice.
 *
 * @module
 */

import { askPage } from "./python/page-client.mjs";
import { RESULT, fill, shown } from "./result/result.mjs";
import { documentAt } from "./shared/dom.mjs";
import { today } from "./shared/saved-results.mjs";

const PARTS = 'self-test :is([data-card], [data-part="result"], template)';

export class ResultSpecimensElement extends HTMLElement {
  connectedCallback() {
    for (const fold of this.querySelectorAll("details")) {
      fold.addEventListener("toggle", () => void draw(fold), { once: true });
    }
  }
}

/** @param {any} fold with the address of a page, a request, and the place for its result */
async function draw({ dataset, lastElementChild: place }) {
  try {
    const { page, request } = dataset;
    const [source, answer] = await Promise.all([
      documentAt(page),
      askPage({ ...JSON.parse(request), today: today() }),
    ]);
    if (!answer.ok) throw answer.error.message;
    place.replaceChildren(.../** @type {Document} */ (source).querySelectorAll(PARTS));
    drawInto(place, answer.ok);
  } catch (error) {
    place.textContent = error;
  }
  dataset.drawn = "";
}

/**
 * Shows a result as the element does, but without anything to press.
 *
 * @param {Element} place
 * @param {import("./shared/wire.d.ts").Report} report
 */
function drawInto(place, report) {
  const scope = shown(report, { bundle: "", answers: [] });
  for (const name of RESULT) fill(place, name, scope);
  for (const each of place.querySelectorAll("template, dialog")) each.remove();
  /** @type {(part: string, isHidden: boolean) => unknown} */
  const hide = (part, isHidden) => place.querySelector(part)?.toggleAttribute("hidden", isHidden);
  hide('[data-part="result"]', report.care !== null && report.results.length === 0);
  hide(".self-test-choices", !report.plan);
  hide('[data-part="keep"]', report.care !== null);
  hide(`[data-card="${report.level}"]`, false);
  // Each specimen has a copy of them: equal names would make its choices undo those of another.
  for (const each of place.querySelectorAll("[id], [name]")) {
    each.removeAttribute("id");
    each.removeAttribute("name");
  }
}

customElements.define("result-specimens", ResultSpecimensElement);

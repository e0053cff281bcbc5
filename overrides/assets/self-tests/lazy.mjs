/**
 * What a page with a self-test needs only sometimes: the part under a result, a link that was
 * opened, answers that were saved. Each is loaded when its time has come.
 *
 * @module
 */

import { lookForDeploy } from "./shared/deploys.mjs";
import { FRAGMENT } from "./shared/environment.mjs";
import { newControls, pressed } from "./shared/presses.mjs";
import { TAB, dayText, isText, load, ownerOf, textUnder, today } from "./shared/saved-results.mjs";
import { LINK } from "./shared/storage-names.mjs";
import { join } from "./shared/visit-memory.mjs";

/** @import { ResultShown } from "./result/drawing.mjs" */

// Older answers would no longer say how the reader is today.
const DAYS = 14;

/** Listens on the page. Called once, before the element is defined. */
export function watch() {
  const loadKeep = () => import("./result/save-and-share.mjs");
  // With the first press, so that it is there when the network is gone.
  document.addEventListener("click", (event) => {
    if (!pressed(event, "self-test")) return;
    loadKeep().catch(() => {});
    const button = pressed(event, "[data-come-back]");
    if (button) void giveDay(button);
  });
  document.addEventListener("self-test-result", async (event) => {
    const { detail } = /** @type {CustomEvent<ResultShown>} */ (event);
    const place = /** @type {Element} */ (event.target);
    // Without it the result stands all the same.
    const loaded = await loadKeep().catch(lookForDeploy);
    loaded?.keep(place, detail);
  });
  addEventListener("hashchange", takeLink);
  takeLink();
  for (const element of document.querySelectorAll("self-test")) offer(element);
}

/** @param {HTMLButtonElement} button of a card that ends the visit's tests */
async function giveDay(button) {
  const loaded = await import("./result/handing.mjs").catch(lookForDeploy);
  if (loaded) await loaded.comeBack(button);
  else if (button.nextElementSibling) button.nextElementSibling.textContent = button.dataset.failed ?? "";
}

/** Shows what a link brings: in the address, or in the tab, until the reader goes on. */
async function takeLink() {
  const element = document.querySelector("self-test");
  if (!element || !(FRAGMENT.test(location.hash) || textUnder(LINK, TAB))) return;
  const loaded = await import("./result/shared-result.mjs").catch(lookForDeploy);
  if (loaded) {
    await loaded.open(element);
    return;
  }
  const part = /** @type {HTMLElement} */ (element.querySelector("[data-shared]"));
  const problem = /** @type {HTMLElement} */ (part.querySelector("[data-problem]"));
  problem.textContent = problem.dataset.failed ?? "";
  part.hidden = false;
  part.onclick = ({ target }) => {
    part.hidden = target instanceof HTMLButtonElement;
  };
}

/**
 * Offers what was saved lately, if this form asks for it or other self-tests could count with it.
 * The self-test of the page itself is there to be taken again.
 *
 * @param {Element} element
 */
function offer(element) {
  const part = /** @type {HTMLElement | null} */ (element.querySelector("[data-offer]"));
  const own = /** @type {HTMLElement} */ (element).dataset.selfTest ?? "";
  const recent = load().sets.filter(({ date }) => date >= today(-DAYS) && date <= today());
  const answers = Object.fromEntries(
    recent
      .flatMap((one) => /** @type {[string, string | string[]][]} */ (Object.entries(one.answers)))
      // The names that every table has, such as "constructor", are no fields: those have an owner.
      .filter(([id, entry]) => ownerOf(id) !== own && id.includes(".") && [entry].flat().every(isText)),
  );
  if (!part || Object.keys(answers).length === 0) return;
  // Deleted meanwhile, in another tab or on a page that the reader comes back from.
  for (const type of ["storage", "pageshow"]) {
    addEventListener(type, () => {
      part.hidden ||= load().sets.length === 0;
    });
  }
  const lines = recent.map(({ date, titles = [] }) => {
    const line = document.createElement("li");
    line.textContent = `${titles.join(", ")} (${dayText(date)})`;
    return line;
  });
  part.querySelector("ul")?.replaceChildren(...lines);
  part.hidden = false;
  part.addEventListener("click", (event) => {
    const button = pressed(event);
    if (!button) return;
    part.hidden = true;
    newControls();
    if (button.dataset.do !== "join") return;
    join(answers, (field) => element.querySelector(`form [name="${CSS.escape(field)}"]`) !== null);
    const said = /** @type {HTMLElement} */ (element.querySelector("[data-joined]"));
    said.textContent = said.dataset.joined ?? "";
  });
}

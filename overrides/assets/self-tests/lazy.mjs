/**
 * What a page with a self-test needs only sometimes: the part under a result, a link with a result,
 * saved answers. Each is loaded when it is needed.
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

// Days after which saved answers no longer describe how the reader is today.
const DAYS = 14;

/** Listens on the page. Called once, before the element is defined. */
export function watch() {
  const loadKeep = () => import("./result/save-and-share.mjs");
  // Loaded with the first press, so that it is there if the network fails later.
  document.addEventListener("click", (event) => {
    if (!pressed(event, "self-test")) return;
    loadKeep().catch(() => {});
    const button = pressed(event, "[data-come-back]");
    if (button) void giveDay(button);
  });
  document.addEventListener("self-test-result", async (event) => {
    const { detail } = /** @type {CustomEvent<ResultShown>} */ (event);
    const place = /** @type {Element} */ (event.target);
    // Without this part the result is still complete.
    const loaded = await loadKeep().catch(lookForDeploy);
    loaded?.keep(place, detail);
  });
  for (const type of ["storage", "pageshow", "hashchange", "popstate"]) addEventListener(type, takeLink);
  takeLink();
  for (const element of document.querySelectorAll("self-test")) offer(element);
}

/** @param {HTMLButtonElement} button on a card that ends the tests of this visit */
async function giveDay(button) {
  const loaded = await import("./result/handing.mjs").catch(lookForDeploy);
  if (loaded) await loaded.comeBack(button);
  else if (button.nextElementSibling) button.nextElementSibling.textContent = button.dataset.failed ?? "";
}

/** Shows the result in the link of the address, or in the one that this tab keeps until the reader goes on. */
async function takeLink() {
  const element = document.querySelector("self-test");
  if (!element) return;
  const part = /** @type {HTMLElement} */ (element.querySelector("[data-shared]"));
  // One that is shown may be over: the visit ended on another page.
  if (part.hidden && !(FRAGMENT.test(location.hash) || textUnder(LINK, TAB))) return;
  const loaded = await import("./result/shared-result.mjs").catch(lookForDeploy);
  if (loaded) {
    await loaded.open(element);
    return;
  }
  const problem = /** @type {HTMLElement} */ (part.querySelector("[data-problem]"));
  problem.textContent = problem.dataset.failed ?? "";
  part.hidden = false;
  part.onclick = ({ target }) => {
    part.hidden = target instanceof HTMLButtonElement;
  };
}

/**
 * Offers recently saved answers of other self-tests: of those that this form asks for, or that can
 * count with it. Answers of the page's own self-test are not offered: it is there to be repeated.
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
      // An id without an owner is no field, but a name that every object has, such as
      // "constructor".
      .filter(([id, entry]) => ownerOf(id) !== own && id.includes(".") && [entry].flat().every(isText)),
  );
  if (!part || Object.keys(answers).length === 0) return;
  // They may be deleted meanwhile, in another tab or on a page that the reader comes back from.
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

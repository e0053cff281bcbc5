/**
 * What a page with a self-test needs only sometimes: the part under a result, a link that was
 * opened, answers that were saved. Each is loaded when its time has come.
 *
 * @module
 */

import { lookForDeploy } from "./deploys.mjs";
import { join } from "./memory.mjs";
import { newControls } from "./presses.mjs";
import { dayText, load, ownerOf, today } from "./saved.mjs";

/** @import { ResultShown } from "./self-test.mjs" */

const FRAGMENT = "#r=";
// Older answers would no longer say how the reader is today.
const DAYS = 14;

/** Listens on the page. Called once, before the element is defined. */
export function watch() {
  const loadKeep = () => import("./keep.mjs");
  // With the first press, so that it is there when the network is gone.
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("self-test")) loadKeep().catch(() => {});
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

/** A link with answers leaves the address bar before anything else can read it there. */
async function takeLink() {
  const { hash } = location;
  if (!hash.startsWith(FRAGMENT)) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const element = document.querySelector("self-test");
  if (!element) return;
  const { open } = await import("./shared.mjs");
  open(element, hash.slice(FRAGMENT.length));
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
    recent.flatMap((one) => Object.entries(one.answers)).filter(([id]) => ownerOf(id) !== own),
  );
  if (!part || Object.keys(answers).length === 0) return;
  const lines = recent.map(({ date, titles = [] }) => {
    const line = document.createElement("li");
    line.textContent = `${titles.join(", ")} (${dayText(date)})`;
    return line;
  });
  part.querySelector("ul")?.replaceChildren(...lines);
  part.hidden = false;
  part.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    part.hidden = true;
    newControls();
    if (button.dataset.do !== "join") return;
    join(answers, (field) => element.querySelector(`form [name="${CSS.escape(field)}"]`) !== null);
    const said = /** @type {HTMLElement} */ (element.querySelector("[data-joined]"));
    said.textContent = said.dataset.joined ?? "";
  });
}

// Takes a self-test from inside the page: the same walk in every browser, at a browser's speed.

/** @typedef {Record<string, string | string[]>} Answers */

/** @param {Element} element */
const isVisible = (element) => element.getClientRects().length > 0;

/**
 * Returns the visible elements that a selector finds.
 *
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
const visible = (selector) =>
  [...document.querySelectorAll(selector)]
    .map((element) => /** @type {HTMLElement} */ (element))
    .filter(isVisible);

/**
 * Answers what is asked on the screen that is shown.
 *
 * @param {Answers} answers
 */
export function answer(answers) {
  // Whatever country the browser thinks it is in.
  for (const unit of visible('input[data-unit-choice][value="cm"]')) {
    if (!(/** @type {HTMLInputElement} */ (unit).checked)) unit.click();
  }
  for (const [name, given] of Object.entries(answers)) {
    const inputs = /** @type {HTMLInputElement[]} */ (visible(`input[name="${name}"]`));
    const texts = [given].flat();
    for (const input of inputs) {
      if (input.type !== "text") {
        if (texts.includes(input.value) && !input.checked) input.click();
      } else if (input === inputs[0]) {
        input.value = texts[0] ?? "";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
}

/**
 * Presses a button by what it is for.
 *
 * @param {string} selector
 */
export function press(selector) {
  const [button] = visible(selector);
  if (!button) throw new Error(`there is no ${selector} to press`);
  button.click();
}

const GO_ON = "self-test form .self-test-continue";
const MOST_SCREENS = 40;

/**
 * Answers screen after screen, up to the result's place or until `until` is to be seen.
 *
 * @param {Answers} answers
 * @param {string} [until]
 */
export function walk(answers, until) {
  press(GO_ON);
  for (let screen = 0; visible(GO_ON).length > 0; screen += 1) {
    if (screen === MOST_SCREENS) throw new Error(`stuck on ${visible("self-test h3")[0]?.innerText}`);
    answer(answers);
    if (until && visible(until).length > 0) return;
    press(GO_ON);
  }
}

/**
 * Says what the reader sees in the result's place: the names of the parts that are shown, the
 * headline, what stands written on an open scorecard, and the numbers that are still in the form.
 */
export function seen() {
  const card = /** @type {HTMLElement} */ (document.querySelector("self-test details.scorecard"));
  return {
    parts: visible("self-test [data-part]").map((part) => part.dataset.part),
    headline: visible("self-test .self-test-headline").map((line) => line.innerText).join(),
    text: visible('self-test [data-part="result"]').map((part) => part.textContent).join(),
    form: visible(GO_ON).length > 0,
    card: card.getBoundingClientRect().height,
    written: visible("self-test [data-written]").map((place) => place.innerText),
    typed: [...document.querySelectorAll("self-test form input[type=text]")].map(
      (input) => /** @type {HTMLInputElement} */ (input).value,
    ),
  };
}

/**
 * Returns how many elements that a selector finds are visible.
 *
 * @param {string} selector
 */
export function shown(selector) {
  return visible(selector).length;
}

/** Leaves nothing of an earlier visit in this tab. */
export function forget() {
  sessionStorage.clear();
  history.replaceState(null, "");
}

/**
 * Counts a press only for the control at which it was aimed. A control that has just appeared under
 * a double click, a finger that taps twice, a held key or a bouncing switch takes no press until
 * that is released and a moment has passed.
 *
 * @module
 */

// Milliseconds: the longest double click in the usual settings of desktops and phones.
const MOMENT = 400;
// Milliseconds after a press that was too early: a reader who goes on clicking is still not aiming.
const AGAIN = 300;
// Milliseconds: no hand answers a question as fast as this, so the question was not shown.
const UNSEEN = 50;
// Milliseconds after which it ends where the browser draws nothing and no animation runs.
const LATEST = 2000;
const PRESSING = new Set(["Enter", " "]);
const RELEASES = ["keyup", "blur", "pointerup", "pointercancel"];
const ONCE = { once: true };
const AIMING = /^(Tab$|Arrow)/;

/**
 * Says which presses count. It has no clock: `settle` tells it that a moment has passed.
 */
export class Presses {
  #isFresh = false;
  /** Whether presses of keys may have lost their aim, too, because a script moved the focus. */
  #isForKeys = false;
  /** The press that a click now would belong to. @type {{ isKey: boolean, counts: boolean } | undefined} */
  #beginning;
  #isHeld = false;

  /** Whether controls are new, so that presses do not count yet. */
  get isFresh() {
    return this.#isFresh;
  }

  /** Whether a key is down that presses the focused control. */
  get isKeyHeld() {
    return this.#isHeld && Boolean(this.#beginning?.isKey);
  }

  /**
   * Controls are new: a press that began before was meant for other ones.
   *
   * @param {boolean} isForKeys whether the focus was moved, too
   */
  change(isForKeys) {
    this.#isForKeys = isForKeys || (this.#isFresh && this.#isForKeys);
    this.#isFresh = true;
    if (this.#beginning && (isForKeys || !this.#beginning.isKey)) this.#beginning.counts = false;
  }

  /** A moment has passed without a press. */
  settle() {
    this.#isFresh = false;
    if (!this.#isHeld) this.#beginning = undefined;
  }

  /** A finger or a mouse button goes down. */
  point() {
    this.#isHeld = true;
    this.#beginning = { isKey: false, counts: !this.#isFresh };
  }

  /**
   * A key goes down, or is held.
   *
   * @param {string} key its name
   * @param {boolean} isRepeat
   * @returns {boolean} whether the press counts
   */
  key(key, isRepeat) {
    // A reader who moves the focus aims anew.
    if (AIMING.test(key)) this.#isForKeys = false;
    if (!PRESSING.has(key)) return true;
    this.#isHeld = true;
    if (!isRepeat || !this.#beginning?.isKey) {
      this.#beginning = { isKey: true, counts: !(this.#isFresh && this.#isForKeys) };
    }
    return this.#said(this.#beginning.counts);
  }

  /** The key or finger is up, or the page can no longer know. */
  release() {
    this.#isHeld = false;
  }

  /** @returns {boolean} whether a click now counts; one from a switch device has no press before it */
  click() {
    return this.#said(this.#beginning ? this.#beginning.counts : !this.#isFresh);
  }

  /** @param {boolean} counts */
  #said(counts) {
    if (!counts) this.#isFresh = true;
    return counts;
  }
}

const presses = new Presses();
/** Covers the page for the moment, so that nothing under it looks as if it could be pressed. */
let /** @type {HTMLElement | undefined} */ cover;
let /** @type {Animation | undefined} */ waiting;
let /** @type {ReturnType<typeof setTimeout> | undefined} */ atTheLatest;
/** The sentence in place of a question that was not shown. */
let /** @type {Element | null} */ unasked = null;

/**
 * To be called whenever controls appear, change their meaning or move.
 *
 * @param {object} [how]
 * @param {boolean} [how.keys] false if the focus has not moved, so that keys still hit what they were aimed at
 */
export function newControls({ keys = true } = {}) {
  listen();
  presses.change(keys);
  wait(MOMENT);
}

/** @param {number} moment milliseconds; a longer rest of an earlier wait counts instead */
function wait(moment) {
  const place = document.querySelector("dialog[open]") ?? document.body;
  const left = Number(waiting?.effect?.getTiming().duration) - Number(waiting?.currentTime);
  if (!cover) {
    cover = document.createElement("div");
    cover.dataset.settling = "";
    cover.style.cssText = "position:fixed;inset:0;z-index:2147483647";
  }
  if (cover.parentNode !== place) place.append(cover);
  waiting?.cancel();
  clearTimeout(atTheLatest);
  // An empty animation as the clock: it runs only while the page is visible.
  waiting = cover.animate(null, Math.max(moment, left || 0));
  waiting.onfinish = settle;
  atTheLatest = setTimeout(settle, LATEST);
}

function settle() {
  clearTimeout(atTheLatest);
  waiting?.cancel();
  waiting = undefined;
  cover?.remove();
  presses.settle();
}

/** @param {Event} event which then has no effect */
function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  wait(AGAIN);
}

/**
 * Asks the reader to confirm what cannot be undone. Browsers inside apps answer "no" at once and
 * show nothing: then a sentence asks the reader to press the same button again.
 *
 * @param {HTMLElement} button with the question in `data-sure` and that sentence in `data-unasked`
 * @param {Element} said where the sentence goes
 */
export async function isSure({ dataset }, said) {
  // A key that is still down would answer the question at once.
  while (presses.isKeyHeld) {
    await new Promise((resolve) => RELEASES.forEach((type) => addEventListener(type, resolve, ONCE)));
  }
  const began = performance.now();
  let isYes = confirm(dataset.sure);
  if (!isYes && performance.now() - began < UNSEEN) {
    // Known by its element: a browser that translates the page has changed the text.
    isYes = said.contains(unasked);
    unasked = document.createElement("span");
    unasked.textContent = dataset.unasked ?? "";
    said.replaceChildren(unasked);
  }
  // A release during the question was not reported to the page.
  presses.release();
  newControls();
  return isYes;
}

/**
 * @param {{ target: EventTarget | null }} event
 * @param {string} [selector] of what can be pressed; buttons by default
 * @returns {HTMLButtonElement | null} what was pressed, if the selector matches it
 */
export function pressed({ target }, selector = "button") {
  return target instanceof Element ? target.closest(selector) : null;
}

let isListening = false;

/** Looks only at presses by hand: a press by a script is always meant. */
function listen() {
  if (isListening) return;
  isListening = true;
  /** @type {(type: string, hear: (event: any) => void) => void} */
  const on = (type, hear) =>
    addEventListener(type, (event) => event.isTrusted && hear(event), { capture: true });
  on("pointerdown", () => presses.point());
  // The focus stays on the heading that is being read out, and no word gets selected.
  on("mousedown", (event) => presses.isFresh && event.preventDefault());
  on("keydown", (event) => {
    const { key, repeat, target } = event;
    // A space typed into a text field is no press.
    if (key === " " && target instanceof HTMLElement && target.matches("[type=text], textarea")) return;
    if (!presses.key(key, repeat)) swallow(event);
  });
  on("click", (event) => presses.click() || swallow(event));
  for (const type of RELEASES) on(type, () => presses.release());
}

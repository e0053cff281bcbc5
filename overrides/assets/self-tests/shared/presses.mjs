/**
 * A press answers only what it was aimed at. What appears under a pointer that is still clicking, a
 * finger that taps twice, a key that is held or a switch that bounces takes nothing, until it was
 * let go and a moment has passed.
 *
 * @module
 */

// Milliseconds: the longest double click that desktops and phones take for one, their slowest
// settings aside.
const MOMENT = 400;
// After a press that came too soon: somebody who goes on clicking is still not aiming.
const AGAIN = 300;
// No hand answers a question as fast as this.
const UNSEEN = 50;
// Where a browser draws nothing and its animations stand still.
const LATEST = 2000;
const PRESSING = new Set(["Enter", " "]);
const RELEASES = ["keyup", "blur", "pointerup", "pointercancel"];
const ONCE = { once: true };
const AIMING = /^(Tab$|Arrow)/;

/**
 * Says which presses count. Knows no clock: it is told when a moment has passed.
 */
export class Presses {
  #isFresh = false;
  /** Whether keys may have lost their aim, too: the focus went where its owner did not put it. */
  #isForKeys = false;
  /** What a click that comes now began with. @type {{ isKey: boolean, counts: boolean } | undefined} */
  #beginning;
  #isHeld = false;

  /** Whether a moment has still to pass. */
  get isFresh() {
    return this.#isFresh;
  }

  /** Whether a key is down that presses what has the focus. */
  get isKeyHeld() {
    return this.#isHeld && Boolean(this.#beginning?.isKey);
  }

  /**
   * New controls are there; what began before was meant for others.
   *
   * @param {boolean} isForKeys whether the focus was moved, too
   */
  change(isForKeys) {
    this.#isForKeys = isForKeys || (this.#isFresh && this.#isForKeys);
    this.#isFresh = true;
    if (this.#beginning && (isForKeys || !this.#beginning.isKey)) this.#beginning.counts = false;
  }

  /** A moment has passed in which nothing was pressed. */
  settle() {
    this.#isFresh = false;
    if (!this.#isHeld) this.#beginning = undefined;
  }

  /** A finger or a button of the mouse goes down. */
  point() {
    this.#isHeld = true;
    this.#beginning = { isKey: false, counts: !this.#isFresh };
  }

  /**
   * A key goes down, or is held.
   *
   * @param {string} key its name
   * @param {boolean} isRepeat
   * @returns {boolean} whether it counts
   */
  key(key, isRepeat) {
    // Who moves the focus aims anew.
    if (AIMING.test(key)) this.#isForKeys = false;
    if (!PRESSING.has(key)) return true;
    this.#isHeld = true;
    if (!isRepeat || !this.#beginning?.isKey) {
      this.#beginning = { isKey: true, counts: !(this.#isFresh && this.#isForKeys) };
    }
    return this.#said(this.#beginning.counts);
  }

  /** It was let go, or nobody knows any more whether it is held. */
  release() {
    this.#isHeld = false;
  }

  /** @returns {boolean} whether a click counts that comes now; a switch has nothing before it */
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
/** Lies over the page for the moment: nothing under it looks as if it could be pressed. */
let /** @type {HTMLElement | undefined} */ cover;
let /** @type {Animation | undefined} */ waiting;
let /** @type {ReturnType<typeof setTimeout> | undefined} */ atTheLatest;

/**
 * Call it whenever controls appear, change their meaning or move.
 *
 * @param {object} [how]
 * @param {boolean} [how.keys] false: the focus is where it was, and keys are aimed as before
 */
export function newControls({ keys = true } = {}) {
  listen();
  presses.change(keys);
  wait(MOMENT);
}

/** @param {number} moment milliseconds; what is left of an earlier one stays */
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
  // An animation of nothing: only the time counts in which the page is there to be seen.
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

/** @param {Event} event which then does nothing */
function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  wait(AGAIN);
}

/**
 * Asks the reader before something is done that cannot be taken back. Apps with a browser inside
 * say no at once, and show nothing: then a sentence asks for the same press once more.
 *
 * @param {HTMLElement} button with the question in `data-sure` and the sentence in `data-unasked`
 * @param {Element} said where the sentence goes
 */
export async function isSure({ dataset }, said) {
  // A key that is still down would answer it at once.
  while (presses.isKeyHeld) {
    await new Promise((resolve) => RELEASES.forEach((type) => addEventListener(type, resolve, ONCE)));
  }
  const began = performance.now();
  let isYes = confirm(dataset.sure);
  if (!isYes && performance.now() - began < UNSEEN) {
    isYes = said.textContent === dataset.unasked;
    said.textContent = dataset.unasked ?? "";
  }
  // A key or a finger that went up meanwhile told it to the question.
  presses.release();
  newControls();
  return isYes;
}

/**
 * @param {{ target: EventTarget | null }} event
 * @param {string} [selector] of what can be pressed; a button when left out
 * @returns {HTMLButtonElement | null} what was pressed, if it was one of those
 */
export function pressed({ target }, selector = "button") {
  return target instanceof Element ? target.closest(selector) : null;
}

let isListening = false;

/** What scripts press is meant: only what hands do is looked at. */
function listen() {
  if (isListening) return;
  isListening = true;
  /** @type {(type: string, hear: (event: any) => void) => void} */
  const on = (type, hear) =>
    addEventListener(type, (event) => event.isTrusted && hear(event), { capture: true });
  on("pointerdown", () => presses.point());
  // The focus stays on the heading that was just read out, and no word is marked.
  on("mousedown", (event) => presses.isFresh && event.preventDefault());
  on("keydown", (event) => {
    const { key, repeat, target } = event;
    // What is typed into a field is no press.
    if (key === " " && target instanceof HTMLElement && target.matches("[type=text], textarea")) return;
    if (!presses.key(key, repeat)) swallow(event);
  });
  on("click", (event) => presses.click() || swallow(event));
  for (const type of RELEASES) on(type, () => presses.release());
}

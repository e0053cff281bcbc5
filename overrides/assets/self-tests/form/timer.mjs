/**
 * Clocks beside number fields: a stopwatch for seconds, and a metronome that counts. Time is the
 * difference between two moments, never a count of ticks, so a slow phone does not make it wrong.
 *
 * @module
 */

import { newControls } from "../shared/presses.mjs";
import { HIGH, LOOK, LOW, SECOND, Signals, write } from "./signals.mjs";

const COUNT_IN = 3;
const MINUTE = 60_000;

/**
 * Makes all clocks work.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends all clocks
 */
export function offerTimers(root, signal) {
  /** One clock runs at a time. @type {Timer | undefined} */
  let running;
  for (const card of root.querySelectorAll("[data-timer]")) {
    const timer = new Timer(/** @type {HTMLElement} */ (card));
    root.addEventListener("self-test-emptied", () => timer.empty(), { signal });
    // A number that the reader types is not overwritten.
    card.closest("[data-field]")?.addEventListener("input", () => timer.stop(false), { signal });
    card.addEventListener(
      "click",
      () => {
        if (running && running !== timer) running.stop();
        running = timer.press() ? timer : undefined;
        // The button has changed its meaning, from Start to Stop or back.
        newControls();
      },
      { signal },
    );
    /** @type {HTMLElement} */ (card).hidden = false;
  }
  window.addEventListener("pagehide", () => running?.stop(), { signal });
  signal.addEventListener("abort", () => running?.stop());
}

class Timer {
  #card;
  /** When the count-in ends, by the page's clock. */
  #from = 0;
  #beat = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  /** @type {Signals | undefined} */
  #signals;

  /** @param {HTMLElement} card */
  constructor(card) {
    this.#card = card;
  }

  /** Starts or stops; returns whether it runs now. */
  press() {
    if (this.#looking) this.stop();
    else this.#start();
    return Boolean(this.#looking);
  }

  #start() {
    this.#from = performance.now() + COUNT_IN * SECOND;
    this.#beat = -COUNT_IN;
    this.#looking = setInterval(() => this.#look(), LOOK);
    this.#card.setAttribute("data-running", "");
    this.#say("stop");
    this.#show(COUNT_IN);
    this.#signals = new Signals();
    this.#signals.tone(LOW);
    const { beats, beatsEach = "1", most } = this.#card.dataset;
    if (!beats) return;
    const every = this.#beatLength / SECOND;
    this.#signals.beats(COUNT_IN + every, every, Number(most) * Number(beatsEach));
  }

  /**
   * Stops, and writes the count into the field unless the count-in was not over.
   *
   * @param {boolean} [counts] whether the count is wanted
   */
  stop(counts = true) {
    if (!this.#looking) return;
    const passed = performance.now() - this.#from;
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#card.removeAttribute("data-running");
    this.#say("again");
    if (counts && passed >= 0) {
      this.#signals?.tone(HIGH);
      this.#fill(this.#reached(passed));
    } else {
      this.#show(0);
    }
    this.#signals?.end();
  }

  /** Clears the count. */
  empty() {
    this.stop(false);
    this.#say("start");
    this.#show(0);
  }

  #look() {
    // The card is hidden: the reader has gone on.
    if (this.#card.getClientRects().length === 0) {
      this.stop(false);
      return;
    }
    const passed = performance.now() - this.#from;
    const beat = Math.floor(passed / this.#beatLength);
    if (passed < 0) {
      const second = Math.ceil(-passed / SECOND);
      if (-second > this.#beat) this.#signals?.tone(LOW);
      this.#beat = Math.max(this.#beat, -second);
      this.#show(second);
      return;
    }
    if (this.#beat < 0) this.#signals?.tone(HIGH);
    else if (this.#card.dataset.beats && beat > this.#beat) this.#signals?.buzz();
    this.#beat = beat;
    this.#show(this.#reached(passed));
    if (this.#reached(passed) < Number(this.#card.dataset.most)) return;
    this.stop();
    newControls();
  }

  /** Milliseconds between two beats; of a stopwatch, one second. */
  get #beatLength() {
    const { beats } = this.#card.dataset;
    return beats ? MINUTE / Number(beats) : SECOND;
  }

  /** @param {number} passed milliseconds */
  #reached(passed) {
    const { beatsEach = "1", most } = this.#card.dataset;
    return Math.min(Math.floor(passed / this.#beatLength / Number(beatsEach)), Number(most));
  }

  /** @param {number} value */
  #fill(value) {
    this.#show(value);
    const field = this.#card.closest("[data-field]")?.querySelector("input[type=text]");
    if (!(field instanceof HTMLInputElement)) return;
    field.value = String(value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {number} value */
  #show(value) {
    write(/** @type {HTMLElement} */ (this.#card.querySelector(".timer-digits")), `${value}`);
  }

  /** @param {"start" | "stop" | "again"} name */
  #say(name) {
    const place = /** @type {HTMLElement} */ (this.#card.querySelector("[data-timer-says]"));
    place.textContent = this.#card.dataset[name] ?? "";
  }
}

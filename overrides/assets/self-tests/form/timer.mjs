/**
 * Clocks beside number fields: a stopwatch for seconds, and a metronome that counts. Time is the
 * difference between two moments, never a count of ticks, so a slow phone does not make it wrong.
 * Sound, vibration and a screen that stays on are used where the phone has them.
 *
 * @module
 */

import { newControls } from "../shared/presses.mjs";

const COUNT_IN = 3;
const SECOND = 1000;
const MINUTE = 60_000;
// How often the digits are updated, in milliseconds.
export const LOOK = 50;
const BUZZ = 80;
// Hertz: a low tone for the count-in and the beat, a high one for begin and end.
const LOW = 440;
export const HIGH = 880;
const TONE = 0.12;

/** The text that each element got last. @type {WeakMap<Element, string>} */
const written = new WeakMap();

/**
 * Writes a text if it differs from the last one written. The element itself is not read:
 * translation in the browser has replaced its words, and would have to translate anew at each
 * update.
 *
 * @param {Element} element
 * @param {string} [text]
 */
export function write(element, text = "") {
  if (written.get(element) === text) return;
  written.set(element, text);
  element.textContent = text;
}

/** Sound, vibration and a lit screen, until the end. */
export class Signals {
  /** @type {AudioContext | undefined} */
  #sound;
  /** All beats pass through it, so that those to come can be silenced. @type {GainNode | undefined} */
  #beats;
  /** The beats that were asked for: the first by the page's clock, in milliseconds.
   * @type {{ first: number, every: number, count: number, isLed: boolean } | undefined} */
  #asked;
  #isBroken = false;
  /** @type {WakeLockSentinel | undefined} */
  #light;
  #end = new AbortController();

  constructor() {
    try {
      const sound = new AudioContext();
      this.#sound = sound;
      sound.onstatechange = () => this.#change(sound.state);
    } catch {
      // A phone without sound still has digits.
    }
    const { signal } = this.#end;
    const lit = () => {
      if (document.hidden) return;
      navigator.wakeLock?.request("screen").then(
        (light) => {
          this.#light = light;
          if (signal.aborted) void light.release();
        },
        () => {},
      );
    };
    // The wake lock ends when the reader looks at another page.
    document.addEventListener("visibilitychange", lit, { signal });
    lit();
    const wake = () => this.#wake();
    for (const kind of ["visibilitychange", "click"]) {
      document.addEventListener(kind, wake, { signal });
    }
  }

  /** Resumes the sound, which a phone call has interrupted: no browser does so by itself. */
  #wake() {
    const { state } = this.#sound ?? {};
    if (document.hidden || !state || state === "running" || state === "closed") return;
    this.#sound?.resume().catch(() => {});
  }

  /**
   * After an interruption plans the beats anew: the clock of the sound stood still, so they would
   * be late.
   *
   * @param {string} state
   */
  #change(state) {
    const asked = this.#asked;
    if (state === "running" && this.#isBroken && asked) {
      const { first, every, count, isLed } = asked;
      const wait = (first - performance.now()) / SECOND;
      const missed = Math.max(0, Math.ceil(-wait / every));
      this.beats(wait + missed * every, every, Math.max(0, count - missed), isLed);
    }
    this.#isBroken = state !== "running";
  }

  /** @param {number} pitch */
  tone(pitch) {
    this.buzz();
    this.#wake();
    this.#play(pitch, 0, this.#sound?.destination);
  }

  buzz() {
    navigator.vibrate?.(BUZZ);
  }

  /**
   * Plans beats by the clock of the sound, so that a busy page or one in the background cannot
   * delay them.
   *
   * @param {number} first seconds from now
   * @param {number} every seconds
   * @param {number} count
   * @param {boolean} [isLed] whether a high tone follows the last beat, and ends a part
   */
  beats(first, every, count, isLed = false) {
    this.quiet();
    this.#wake();
    this.#asked = { first: performance.now() + first * SECOND, every, count, isLed };
    this.#beats = this.#sound?.createGain();
    if (!this.#sound || !this.#beats) return;
    this.#beats.connect(this.#sound.destination);
    for (let beat = 0; beat < count; beat += 1) this.#play(LOW, first + beat * every, this.#beats);
    if (isLed) this.#play(HIGH, first + count * every, this.#beats);
  }

  /** A part is over: its tone was planned, and sounds on, unless the sound was interrupted. */
  over() {
    if (this.#sound?.state !== "running") this.tone(HIGH);
    else {
      this.buzz();
      this.#beats = undefined;
    }
  }

  /** Silences the beats that are still to come. */
  quiet() {
    this.#asked = undefined;
    this.#beats?.disconnect();
  }

  /** Ends sound, vibration and wake lock, once the last tone is over. */
  end() {
    this.quiet();
    this.#end.abort();
    const sound = this.#sound;
    setTimeout(() => void sound?.close(), SECOND);
    void this.#light?.release();
  }

  /**
   * @param {number} pitch
   * @param {number} wait seconds
   * @param {AudioNode | undefined} to
   */
  #play(pitch, wait, to) {
    const sound = this.#sound;
    if (!sound || !to) return;
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(to);
    tone.start(sound.currentTime + wait);
    tone.stop(sound.currentTime + wait + TONE);
  }
}

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

/**
 * What a clock says: digits that are written as time passes, and sound, vibration and a screen that
 * stays on where the phone has them.
 *
 * @module
 */

export const SECOND = 1000;
// How often the digits are updated, in milliseconds.
export const LOOK = 50;
const BUZZ = 80;
// Hertz: a low tone for the count-in and the beat, a high one for begin and end.
export const LOW = 440;
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

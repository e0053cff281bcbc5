/**
 * Plays a reader's own clip beside the signs to rate. The page reads the clip on the phone, through
 * an address that no other page knows and that is revoked with the clip: nothing is sent or saved.
 *
 * @module
 */

import { all, one } from "../shared/dom.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { told } from "../shared/visit-memory.mjs";

// Most phones film 30 pictures a second.
const FRAME = 1 / 30;
const SLOW = 0.25;
// How far a key moves a line, in hundredths of the picture.
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
const WHOLE = 100;

/**
 * Makes all places for a clip work.
 *
 * @param {Element} root
 * @param {object} how
 * @param {AbortSignal} how.signal ends all of them
 * @param {() => void} how.before called before the camera opens: a phone may unload the page meanwhile
 */
export function offerFilms(root, { signal, before }) {
  for (const ways of root.querySelectorAll("[data-film]")) {
    const screen = /** @type {HTMLElement} */ (ways.closest("[data-screen]"));
    new Film(screen, signal, before);
  }
}

class Film {
  #screen;
  #signal;
  #address = "";
  /** @type {Promise<import("./frame-points.mjs").Points> | undefined} */
  #points;

  /**
   * @param {HTMLElement} screen
   * @param {AbortSignal} signal
   * @param {() => void} before
   */
  constructor(screen, signal, before) {
    this.#screen = screen;
    this.#signal = signal;
    const video = this.#video;
    for (const source of screen.querySelectorAll("[data-film-source]")) {
      source.addEventListener("click", before, { signal });
      source.addEventListener("change", () => this.#open(source), { signal });
    }
    screen.addEventListener("click", (event) => this.#press(event), { signal });
    this.#place.addEventListener("input", () => this.#seek(this.#place.valueAsNumber), { signal });
    video.addEventListener("error", () => this.#fail(), { signal });
    video.addEventListener("loadedmetadata", () => this.#begin(), { signal });
    video.addEventListener("timeupdate", () => this.#follow(), { signal });
    for (const type of ["play", "pause"]) {
      video.addEventListener(type, () => this.#mark("play", !video.paused), { signal });
    }
    for (const line of all(screen, "[data-film-line]")) makeLine(line, signal);
    screen.closest("self-test")?.addEventListener("self-test-emptied", () => this.#remove(), { signal });
    window.addEventListener("pagehide", () => this.#remove(), { signal });
    signal.addEventListener("abort", () => this.#remove());
    this.#one("[data-film]").hidden = false;
    // A frame was measured in this visit, before the page was left or reloaded: its values are
    // shown.
    const { field = "" } = /** @type {HTMLElement | null} */ (screen.querySelector("[data-frame]"))?.dataset ?? {};
    if (told().answers[field]?.length) void this.#measure(false);
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #one(selector) {
    return one(this.#screen, selector);
  }

  get #video() {
    return /** @type {HTMLVideoElement} */ (this.#one("video"));
  }

  get #place() {
    return /** @type {HTMLInputElement} */ (this.#one(".film-place"));
  }

  /** @param {Element} source */
  #open(source) {
    const input = /** @type {HTMLInputElement} */ (source);
    const file = input.files?.[0];
    if (!file) return;
    this.#remove();
    this.#address = URL.createObjectURL(file);
    this.#video.src = this.#address;
    // Emptied, so that choosing the same clip again is a change.
    input.value = "";
  }

  #begin() {
    this.#place.max = String(this.#video.duration);
    this.#one("[data-film-view]").hidden = false;
    this.#one('[data-film-do="play"]').focus();
    // The focus may have moved the picture out of a low screen.
    this.#one(".film-frame").scrollIntoView({ block: "nearest" });
    newControls();
  }

  #fail() {
    if (!this.#address) return;
    this.#remove();
    this.#one("[data-film-failed]").hidden = false;
    newControls({ keys: false });
  }

  #remove() {
    const video = this.#video;
    video.pause();
    video.removeAttribute("src");
    video.load();
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = "";
    for (const part of ["[data-film-view]", "[data-film-failed]", "[data-film-advice]"]) {
      this.#one(part).hidden = true;
    }
  }

  /** @param {boolean} isBegun whether to measure a frame now, or only to show what was measured */
  async #measure(isBegun) {
    try {
      this.#points ??= import("./frame-points.mjs").then(({ Points }) => new Points(this.#screen, this.#signal));
      const points = await this.#points;
      if (isBegun) points.begin();
    } catch {
      this.#points = undefined;
      const { lost = "" } = this.#one("[data-frame]").dataset;
      this.#one("[data-frame-said]").textContent = lost;
    }
  }

  #follow() {
    this.#place.value = String(this.#video.currentTime);
  }

  /** @param {number} seconds */
  #seek(seconds) {
    this.#video.pause();
    this.#video.currentTime = seconds;
  }

  /**
   * @param {string} name
   * @param {boolean} isOn
   */
  #mark(name, isOn) {
    this.#one(`[data-film-do="${name}"]`).ariaPressed = `${isOn}`;
  }

  /** @param {Event} event */
  #press(event) {
    const { frameDo, filmDo } = pressed(event)?.dataset ?? {};
    if (frameDo === "begin") void this.#measure(true);
    const video = this.#video;
    switch (filmDo) {
      case "play":
        if (video.paused) video.play().catch(() => this.#fail());
        else video.pause();
        break;
      case "slow":
        video.playbackRate = video.playbackRate === 1 ? SLOW : 1;
        this.#mark("slow", video.playbackRate !== 1);
        break;
      case "larger":
        this.#mark("larger", this.#one('[data-film-do="larger"]').ariaPressed !== "true");
        // The picture may have stood beside a question far below its own place.
        this.#one(".film-frame").scrollIntoView();
        newControls({ keys: false });
        break;
      case "before":
        this.#seek(video.currentTime - FRAME);
        break;
      case "after":
        this.#seek(video.currentTime + FRAME);
        break;
      case "remove":
        this.#remove();
        this.#one("[data-film-source]").focus();
        newControls();
        break;
      case "watched":
        this.#remove();
        this.#one("[data-film-advice]").hidden = false;
        newControls();
        break;
    }
  }
}

/**
 * Makes a line over the picture move by drag and by keys.
 *
 * @param {HTMLElement} line
 * @param {AbortSignal} signal
 */
function makeLine(line, signal) {
  const isPlumb = line.dataset.filmLine === "plumb";
  /** @param {number} wanted */
  const move = (wanted) => {
    const at = Math.round(Math.min(WHOLE, Math.max(0, wanted)));
    line.ariaValueNow = `${at}`;
    line.style.setProperty("--at", `${at}%`);
  };
  line.addEventListener("pointerdown", (event) => line.setPointerCapture(event.pointerId), { signal });
  line.addEventListener(
    "pointermove",
    (event) => {
      if (!line.hasPointerCapture(event.pointerId)) return;
      const frame = /** @type {HTMLElement} */ (line.parentElement).getBoundingClientRect();
      const part = isPlumb
        ? (event.clientX - frame.left) / frame.width
        : (event.clientY - frame.top) / frame.height;
      move(part * WHOLE);
    },
    { signal },
  );
  line.addEventListener(
    "keydown",
    (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      move(Number(line.getAttribute("aria-valuenow")) + step);
    },
    { signal },
  );
}

// A clip beside a drill: that page has no answers to keep before the camera opens.
for (const root of document.querySelectorAll("own-clip")) {
  offerFilms(root, { signal: new AbortController().signal, before: () => {} });
}

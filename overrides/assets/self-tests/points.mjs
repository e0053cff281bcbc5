/**
 * Four points on a paused frame of a reader's own clip: they are dragged under a loupe, and Python
 * says what they are. The picture stays in its element; the loupe reads it, and nothing is sent.
 *
 * @module
 */

import { askPage } from "./client.mjs";
import { all, one } from "./finding.mjs";
import { newControls, pressed } from "./presses.mjs";

/** @import { Answer } from "./wire.d.ts" */

// Where the points wait, as shares of the picture: a squat that looks right.
/** @type {number[][]} */
const WAITING = [[0.52, 0.3], [0.35, 0.55], [0.6, 0.6], [0.48, 0.82]];
const ALL = [0, 1, 2, 3];
const MOST = 3;
const ZOOM = 3;
/** @type {Record<string, [number, number]>} */
const STEPS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -10],
  PageDown: [0, 10],
  Home: [-10, 0],
  End: [10, 0],
};
// Longer clips, in seconds, and larger ones, in pixels, get a sentence: they are slow to move in.
const LONG = 120;
const LARGE = 2000;

/** The tool on one screen. */
export class Points {
  #video;
  #layer;
  #tool;
  #note;
  #loupe;
  #handles;
  /** The points of the squats that were read. @type {{ picture: number[], points: number[][] }[]} */
  #frames = [];
  #places = WAITING;
  /** Which points nobody has moved yet, or not for this squat. */
  #unmoved = new Set(ALL);
  #turn = 0;
  #drawing = 0;

  /**
   * @param {HTMLElement} screen
   * @param {AbortSignal} signal
   */
  constructor(screen, signal) {
    this.#video = /** @type {HTMLVideoElement} */ (one(screen, "video"));
    this.#layer = one(screen, "[data-frame-points]");
    this.#tool = one(screen, "[data-frame]");
    this.#note = one(screen, "[data-frame-note]");
    this.#loupe = /** @type {HTMLCanvasElement} */ (one(screen, ".frame-loupe"));
    this.#handles = all(this.#layer, "[data-joint]");
    this.#handles.forEach((handle, index) => this.#listen(handle, index, signal));
    this.#tool.addEventListener("click", (event) => this.#press(event), { signal });
    this.#video.addEventListener("emptied", () => this.#end(true), { signal });
    this.#video.addEventListener("play", () => this.#end(false), { signal });
    new ResizeObserver(() => (this.#loupe.hidden = true)).observe(this.#layer);
  }

  begin() {
    const { videoWidth, videoHeight, duration } = this.#video;
    const { noPicture, long, large } = this.#tool.dataset;
    this.#video.pause();
    if (!videoWidth) return this.#say(noPicture);
    this.#open(true);
    const isLong = duration > LONG && duration < Infinity;
    this.#say(isLong ? long : Math.max(videoWidth, videoHeight) > LARGE ? large : "");
    this.#handles.forEach((_, index) => this.#put(index, this.#places[index]));
    this.#handles[0].focus();
    newControls();
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#layer.hidden = !isOpen;
    this.#layer.closest("[data-film-view]")?.toggleAttribute("data-measuring", isOpen);
    this.#button("open").hidden = !isOpen;
    this.#button("do=begin").hidden = isOpen;
    this.#loupe.hidden = true;
  }

  /** @param {string} name */
  #button(name) {
    return one(this.#tool, `[data-frame-${name}]`);
  }

  /** @param {boolean} isGone whether the clip is, and with it what was read off it */
  #end(isGone) {
    this.#open(false);
    if (isGone) this.#clear();
  }

  #clear() {
    this.#turn += 1;
    this.#frames = [];
    this.#places = WAITING;
    this.#unmoved = new Set(ALL);
    this.#note.hidden = true;
    this.#say("");
    for (const name of ["again", "clear"]) this.#button(`do=${name}`).hidden = true;
    this.#button("do=read").hidden = false;
  }

  /** @param {string | undefined} text */
  #say(text) {
    one(this.#tool, "[data-frame-said]").textContent = text ?? "";
  }

  /** @param {Event} event */
  #press(event) {
    switch (pressed(event)?.dataset.frameDo) {
      case "read":
        void this.#read();
        break;
      case "again":
        this.#button("do=again").hidden = true;
        this.#button("do=read").hidden = false;
        // The next squat may share points with this one, but not all of them.
        this.#unmoved = new Set(ALL);
        this.#say("");
        this.#handles[0].focus();
        break;
      case "clear":
        this.#clear();
        this.begin();
        break;
      case "end":
        this.#end(false);
        this.#button("do=begin").focus();
        newControls();
        break;
    }
  }

  /** Asks Python about the squats so far and this one, and says its answer beside the question. */
  async #read() {
    const isMoved = this.#unmoved.size === 0 || (this.#frames.length > 0 && this.#unmoved.size < 4);
    if (!isMoved) return this.#say(this.#tool.dataset.unmoved);
    const { width, height } = this.#layer.getBoundingClientRect();
    const frames = [...this.#frames, { picture: [width, height], points: this.#places }];
    const mine = (this.#turn += 1);
    this.#say(this.#tool.dataset.waiting);
    try {
      /** @type {Answer<"frame">} */
      const { ok, error } = await askPage({ do: "frame", frames });
      if (mine !== this.#turn) return;
      if (!ok) return this.#say(error?.message);
      this.#frames = frames;
      this.#say([ok.sentence, ok.chest, ok.more].join(" "));
      this.#note.textContent = [ok.sentence, ok.chest, ok.work, ok.change].join(" ");
      this.#note.hidden = false;
      this.#button("do=read").hidden = true;
      this.#button("do=again").hidden = frames.length >= MOST;
      this.#button("do=clear").hidden = false;
      this.#button(frames.length >= MOST ? "do=clear" : "do=again").focus();
      newControls();
    } catch {
      if (mine === this.#turn) this.#say(this.#tool.dataset.failed);
    }
  }

  /**
   * @param {HTMLElement} handle
   * @param {number} index
   * @param {AbortSignal} signal
   */
  #listen(handle, index, signal) {
    // From the finger to the point, so that it does not jump under it.
    let grip = [0, 0];
    /** @type {(type: string, heard: (event: any) => void) => void} */
    const on = (type, heard) => handle.addEventListener(type, heard, { signal });
    on("pointerdown", (event) => {
      const [left, top, width, height] = this.#box();
      const [x, y] = this.#places[index];
      grip = [x * width + left - event.clientX, y * height + top - event.clientY];
      handle.setPointerCapture(event.pointerId);
      this.#look(index);
    });
    on("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const [left, top, width, height] = this.#box();
      this.#unmoved.delete(index);
      this.#put(index, [
        (event.clientX + grip[0] - left) / width,
        (event.clientY + grip[1] - top) / height,
      ]);
      this.#look(index);
    });
    on("lostpointercapture", () => (this.#loupe.hidden = true));
    on("blur", () => (this.#loupe.hidden = true));
    on("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      this.#unmoved.delete(index);
      const [, , width, height] = this.#box();
      const [x, y] = this.#places[index];
      this.#put(index, [x + step[0] / width, y + step[1] / height]);
      this.#look(index);
    });
  }

  #box() {
    const { left, top, width, height } = this.#layer.getBoundingClientRect();
    return [left, top, width, height];
  }

  /**
   * @param {number} index
   * @param {number[]} wanted
   */
  #put(index, wanted) {
    const [x, y] = wanted.map((share) => Math.min(1, Math.max(0, share)));
    this.#places = this.#places.map((place, at) => (at === index ? [x, y] : place));
    const handle = this.#handles[index];
    handle.style.setProperty("--x", String(x));
    handle.style.setProperty("--y", String(y));
    const [across, down] = [x, y].map((share) => String(Math.round(share * 100)));
    handle.setAttribute("aria-valuenow", across);
    const { place = "" } = handle.dataset;
    handle.setAttribute("aria-valuetext", place.replace("[x]", across).replace("[y]", down));
    one(this.#layer, "polyline").setAttribute("points", this.#places.join(" "));
  }

  /**
   * Shows the picture around a point, larger, above the finger; below it where there is no room.
   *
   * @param {number} index
   */
  #look(index) {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => {
      const [, , width, height] = this.#box();
      const [x, y] = this.#places[index];
      const loupe = this.#loupe;
      loupe.hidden = false;
      const size = loupe.offsetWidth;
      const above = y * height - size - 36;
      loupe.style.left = `${Math.min(width - size, Math.max(0, x * width - size / 2))}px`;
      loupe.style.top = `${above >= 0 ? above : y * height + 36}px`;
      const dots = Math.round(size * devicePixelRatio);
      loupe.width = dots;
      loupe.height = dots;
      const pen = /** @type {CanvasRenderingContext2D} */ (loupe.getContext("2d"));
      const scale = this.#video.videoWidth / width;
      const seen = (size / ZOOM) * scale;
      const [left, top] = [x * width * scale - seen / 2, y * height * scale - seen / 2];
      pen.drawImage(this.#video, left, top, seen, seen, 0, 0, dots, dots);
      for (const [color, wide] of /** @type {[string, number][]} */ ([["#000", 4], ["#fff", 2]])) {
        pen.strokeStyle = color;
        pen.lineWidth = wide;
        pen.strokeRect(dots / 2 - 5, dots / 2 - 5, 10, 10);
      }
    });
  }
}

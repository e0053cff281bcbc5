/**
 * Four points on a paused frame of a reader's own clip: the reader drags them under a loupe, and
 * Python says what their places mean. The picture stays in its element; nothing of it is sent.
 *
 * @module
 */

import { askPage } from "../python/page-client.mjs";
import { all, one } from "../shared/dom.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { load } from "../shared/saved-results.mjs";
import { isWarned, join, told, watchVisit } from "../shared/visit-memory.mjs";

/** @import { Answer } from "../shared/wire.d.ts" */

// Where the points start, as shares of the picture: in the shape of a squat.
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
// Clips longer than this (seconds) or larger (pixels) get a sentence: moving through them is slow.
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
  /** The squats that were read, each as a text of ten numbers. @type {string[]} */
  #frames = [];
  #places = WAITING;
  /** The points that the reader has not moved for this squat, and how many may stay unmoved. */
  #unmoved = new Set(ALL);
  #mayStay = 0;
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
    screen.addEventListener("click", (event) => this.#press(event), { signal });
    for (const type of ["emptied", "play"]) {
      this.#video.addEventListener(type, () => this.#open(false), { signal });
    }
    new ResizeObserver(() => (this.#loupe.hidden = true)).observe(this.#layer);
    watchVisit((isOver) => {
      if (isOver) this.#show();
      this.#recall();
    }, signal);
    this.#recall();
  }

  /** Shows what was measured in this visit, also before this page was opened; nothing under a warning sign. */
  #recall() {
    const { answers } = told();
    // Under a warning sign nothing is measured either.
    const isHeld = isWarned();
    this.#tool.hidden = isHeld;
    if (isHeld) this.#open(false);
    const kept = isHeld ? [] : [answers[this.#tool.dataset.field ?? ""] ?? []].flat();
    // On another screen the distance may change that the squats are compared with.
    if (`${kept}` === `${this.#frames}` && (this.#tool.offsetParent || !kept[0])) return;
    if (kept[0]) void this.#ask(kept);
    else this.#show();
  }

  begin() {
    const { videoWidth, videoHeight, duration } = this.#video;
    const { noPicture, full, long, large } = this.#tool.dataset;
    this.#video.pause();
    if (this.#frames.length === MOST) return this.#say(full);
    if (!videoWidth) return this.#say(noPicture);
    this.#open(true);
    const isLong = duration > LONG && duration < Infinity;
    this.#say(isLong ? long : Math.max(videoWidth, videoHeight) > LARGE ? large : "");
    this.#start(WAITING);
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#layer.hidden = !isOpen;
    this.#button("open").hidden = !isOpen;
    this.#button("do=begin").hidden = isOpen;
    this.#loupe.hidden = true;
    // What stood there is of another picture, and stands beside the question.
    this.#say();
  }

  /** @param {string} name */
  #button(name) {
    return one(this.#tool, `[data-frame-${name}]`);
  }

  /**
   * Starts the next squat, if there is room for one.
   *
   * @param {number[][]} places the first places of the points: of the squat before, and at least one has to
   *   move
   */
  #start(places) {
    places.forEach((place, index) => this.#put(index, place));
    this.#unmoved = new Set(ALL);
    this.#mayStay = places === WAITING ? 0 : 3;
    this.#offer(this.#frames.length < MOST);
    this.#handles[0].focus();
    newControls();
  }

  /** @param {boolean} isReading whether the reader is placing the points of a squat that was not read yet */
  #offer(isReading) {
    const count = this.#frames.length;
    this.#button("do=read").hidden = !isReading;
    this.#button("do=again").hidden = isReading || count >= MOST;
    this.#button("do=clear").hidden = count === 0;
  }

  /** @param {string} [text] */
  #say(text) {
    one(this.#tool, "[data-frame-said]").textContent = text ?? "";
  }

  /**
   * @param {string[]} [frames]
   * @param {string} [told] what Python says of them, beside the question
   */
  #show(frames = [], told = "") {
    this.#turn += 1;
    this.#frames = frames;
    this.#note.hidden = !told;
    one(this.#note, "p").textContent = told;
    this.#offer(frames.length === 0);
  }

  /** @param {Event} event */
  #press(event) {
    switch (pressed(event)?.dataset.frameDo) {
      case "read":
        void this.#read();
        break;
      case "again":
        this.#say();
        this.#start(this.#places);
        break;
      case "clear":
        this.#keep([]);
        this.#say();
        if (!this.#layer.hidden) this.#start(WAITING);
        // The pressed button is hidden together with the note that held it.
        else this.#note.parentElement?.querySelector("input")?.focus();
        break;
      case "end":
        this.#open(false);
        this.#button("do=begin").focus();
        newControls();
        break;
    }
  }

  /** @param {string[]} frames kept in the visit like an answer; the visit then shows them */
  #keep(frames) {
    join({ [this.#tool.dataset.field ?? ""]: frames }, () => false);
  }

  /** Reads this squat together with the earlier ones, and shows what Python says of them. */
  async #read() {
    if (this.#unmoved.size > this.#mayStay) return this.#say(this.#tool.dataset.unmoved);
    const [, , width, height] = this.#box();
    const numbers = [width, height, ...this.#places.flat()].map((number) => +number.toFixed(4));
    this.#say(this.#tool.dataset.waiting);
    const answer = await this.#ask([...this.#frames, numbers.join(" ")]);
    if (!answer) return this.#say();
    const { ok, error } = answer;
    const words = ok ? [ok.sentence, ok.chest, ok.more].join(" ") : error?.message;
    // The picture may be another one by now.
    if (!this.#layer.hidden) this.#say(words ?? this.#tool.dataset.failed);
    if (!ok) return;
    this.#keep(this.#frames);
    this.#button(this.#frames.length < MOST ? "do=again" : "do=clear").focus();
    newControls();
  }

  /**
   * Asks Python what the squats mean, compared with what the reader's ankle would need, and shows
   * it.
   *
   * @param {string[]} frames
   * @returns {Promise<Partial<Answer<"frame">> | undefined>} nothing if another question came meanwhile
   */
  async #ask(frames) {
    const mine = (this.#turn += 1);
    const { heels } = this.#tool.dataset;
    const answers = Object.assign({}, ...load().sets.map((day) => day.answers), told().answers);
    /** @type {Partial<Answer<"frame">>} */
    const answer = await askPage({ do: "frame", frames, answers, heels }).catch(() => ({}));
    if (mine !== this.#turn) return;
    const { ok } = answer;
    if (ok) {
      const parts = [ok.sentence, ok.chest, ok.work, ok.explore, ok.change];
      this.#show(frames, parts.filter(Boolean).join(" "));
    }
    return answer;
  }

  /**
   * @param {HTMLElement} handle
   * @param {number} index
   * @param {AbortSignal} signal
   */
  #listen(handle, index, signal) {
    // The distance from the finger to the point, so that the point does not jump to the finger.
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
    for (const type of ["lostpointercapture", "blur"]) on(type, () => (this.#loupe.hidden = true));
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
    handle.style.setProperty("--x", `${x}`);
    handle.style.setProperty("--y", `${y}`);
    const [across, down] = [x, y].map((share) => `${Math.round(share * 100)}`);
    handle.ariaValueNow = across;
    const { place = "" } = handle.dataset;
    handle.ariaValueText = place.replace("[x]", across).replace("[y]", down);
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

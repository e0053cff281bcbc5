/**
 * The content of a `<self-test>`: its parts, the data that the build wrote into it, and its
 * answers. Knows nothing of the order of screens or of results.
 *
 * @module
 */

import { all, focusTitle, one } from "../shared/dom.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { strip } from "./answer-checks.mjs";
import { chosenScreens } from "./flow.mjs";

/** @import { Data, Given } from "./flow.mjs" */

export class Form {
  /** @type {Data | undefined} */
  #parsed;
  // The build writes all fields, so they are looked up once: a new look at each press doubles its
  // time.
  /** @type {HTMLInputElement[] | undefined} */
  #inputs;
  /** @type {HTMLInputElement[] | undefined} */
  #units;
  #frame = 0;
  root;

  /** @param {HTMLElement} root the `<self-test>`; none of it is read before it is needed */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  one(selector) {
    const found = one(this.root, selector);
    if (!found) throw new Error(`${this.root.id} has no ${selector}: its markup and script differ`);
    return found;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  all(selector) {
    return all(this.root, selector);
  }

  /**
   * @param {string} selector
   * @returns {HTMLInputElement[]}
   */
  boxes(selector) {
    return /** @type {HTMLInputElement[]} */ (all(this.root, selector));
  }

  /** @returns {HTMLInputElement[]} the fields that hold answers */
  get inputs() {
    return (this.#inputs ??= this.boxes("form input[name]:not([data-unit-choice])"));
  }

  /** @returns {HTMLInputElement[]} the boxes that confirm an unusual number */
  get confirms() {
    return this.boxes("input[data-confirm]");
  }

  /** @returns {HTMLInputElement[]} the unit choices; each screen with a length repeats them */
  get units() {
    return (this.#units ??= this.boxes("input[data-unit-choice]"));
  }

  /** @returns {[inputs: HTMLInputElement[], confirms: HTMLInputElement[]]} what a visit keeps */
  get kept() {
    return [this.boxes("form input[name]"), this.confirms];
  }

  /** @returns {Data} */
  get data() {
    return (this.#parsed ??= JSON.parse(this.one("script.self-test-data").textContent ?? ""));
  }

  get scorecard() {
    return /** @type {HTMLDetailsElement} */ (this.one("details.scorecard"));
  }

  /** @returns {Given} */
  get given() {
    /** @type {Given["answers"]} */
    const answers = {};
    for (const input of this.inputs) {
      const text = input.type === "text" || input.checked ? strip(input.value) : "";
      if (text) (answers[input.name] ??= []).push(text);
    }
    const confirmed = this.confirms.filter((box) => box.checked);
    const unit = this.units.find((choice) => choice.checked)?.value;
    return {
      answers,
      confirmed: new Set(confirmed.map((box) => box.dataset.confirm ?? "")),
      unit: unit === "in" ? "in" : "cm",
      length: this.boxes("input[data-length]").find((choice) => choice.checked)?.value,
    };
  }

  /**
   * Returns the screen with that id, if it belongs to the visit that the reader chose.
   *
   * @param {string} id
   */
  screen(id) {
    return chosenScreens(this.data, this.given).find((screen) => screen.id === id);
  }

  /**
   * Returns the screen that asks for a field.
   *
   * @param {string | undefined} field its id
   */
  screenOf(field) {
    return this.data.screens.find((one) =>
      one.questions.some((question) => question.fields.some(({ id }) => id === field)),
    );
  }

  /**
   * Writes a sentence from the page's data into its place.
   *
   * @param {string} name
   * @param {Record<string, unknown>} gaps
   */
  say(name, gaps) {
    this.one(`[data-words="${name}"]`).textContent = filledIn(this.data.words[name], gaps);
  }

  /**
   * Focuses the title when the next frame is drawn. Focusing makes the browser lay out the page,
   * which takes as long as the rest of a press; for the frame it does so anyway.
   */
  focusHeading() {
    this.leaveHeading();
    this.#frame = requestAnimationFrame(() => {
      focusTitle(this.root, { preventScroll: true });
      this.root.scrollIntoView({ block: "start" });
    });
  }

  /** Cancels the focus on the title: another element gets it, or it stays where it is. */
  leaveHeading() {
    cancelAnimationFrame(this.#frame);
  }
}

/**
 * Moves the squat of the explorer: it picks one of the squats that the build worked out, says its
 * sentence and puts its parts where they go. They are fetched when a reader first touches it.
 *
 * @module
 */

/**
 * A squat: its sentence, which of the works it is, and where the parts go, none if nobody balances.
 *
 * @typedef {[string, number, ...string[]]} Squat
 * @typedef {{ home: number, near: number[], names: string[], ways: Record<string, Squat[]> }} Places
 * @typedef {{ parts: string[], works: string[], units: Record<string, Places> }} Frames
 */

/**
 * Returns the part of the explorer that the template always holds.
 *
 * @template {Element} Found
 * @param {Element} within
 * @param {string} selector
 * @returns {Found}
 */
const part = (within, selector) => /** @type {Found} */ (within.querySelector(selector));

/** The explorer. Without this script it is a still, three more and a table. */
export class SquatExplorerElement extends HTMLElement {
  /** @type {Promise<Frames> | undefined} */
  #frames;
  #unit = "";
  /** Where the slider stood before the unit was switched, and where that has put it. */
  #switched = /** @type {number[]} */ ([]);
  /** The distance that the address names, until it is shown. */
  #linked = "";

  connectedCallback() {
    if (this.#unit) return;
    // What the slider stands in until it is moved.
    this.#unit = "cm";
    this.#beginInInches();
    this.#offer(true);
    for (const first of ["pointerdown", "focusin"]) {
      this.addEventListener(first, ({ target }) => {
        if (/** @type {Element} */ (target).closest("[data-moves]")) void this.#load();
      });
    }
    this.addEventListener("input", () => this.#show());
    const follow = () => {
      [this.#linked = ""] = /[\d.]+(cm|in)$/.exec(location.hash) ?? [];
      if (this.#linked) this.#show();
    };
    // An address that is changed by hand on the open page counts like one that was opened.
    addEventListener("hashchange", follow);
    follow();
  }

  /** Says the first squat in inches where the practice does, or the country of the browser. */
  #beginInInches() {
    const inches = /** @type {HTMLInputElement} */ (part(this, '[data-way="unit"][value="in"]'));
    // As first-unit.mjs does it in forms, which are not on this page.
    inches.checked ||= inches.matches("[data-by-country] *") && /-US$/i.test(navigator.language);
    if (inches.checked) this.#say(/** @type {string} */ (this.dataset.inches));
  }

  /** @param {string} name */
  #chosen(name) {
    return /** @type {HTMLInputElement} */ (part(this, `[data-way="${name}"]:checked`)).value;
  }

  /** @param {boolean} moves whether there is something to move, or else the stills */
  #offer(moves) {
    for (const control of this.querySelectorAll("[data-moves]")) {
      control.toggleAttribute("hidden", !moves);
    }
    part(this, ".squat-explorer__stills").toggleAttribute("hidden", moves);
  }

  #load() {
    this.#frames ??= fetch(/** @type {string} */ (this.dataset.frames)).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    return this.#frames;
  }

  /** Shows the chosen squat once all of them are there; else what needs no script. */
  async #show() {
    try {
      this.#place(await this.#load());
    } catch {
      this.#frames = undefined;
      this.#offer(false);
      const lost = /** @type {HTMLElement} */ (part(this, "[data-lost]"));
      lost.hidden = false;
      lost.textContent = lost.dataset.lost ?? "";
    }
  }

  /**
   * Puts the slider where the address says.
   *
   * @param {HTMLInputElement} slider
   * @param {Record<string, Places>} units
   */
  #begin(slider, units) {
    for (const [unit, { names }] of Object.entries(units)) {
      const index = names.indexOf(this.#linked);
      if (index < 0) continue;
      /** @type {HTMLInputElement} */ (part(this, `[data-way="unit"][value="${unit}"]`)).checked = true;
      slider.max = String(names.length - 1);
      slider.value = String(index);
      this.#unit = unit;
      this.#switched = [];
    }
    this.#linked = "";
  }

  /** @param {Frames} frames */
  #place({ parts, works, units }) {
    const slider = /** @type {HTMLInputElement} */ (part(this, "input[type=range]"));
    if (this.#linked) this.#begin(slider, units);
    const unit = this.#chosen("unit");
    const places = units[unit];
    if (unit !== this.#unit) {
      const here = slider.valueAsNumber;
      // Back and forth again is no other distance.
      const index = here === this.#switched[1] ? this.#switched[0] : units[this.#unit].near[here];
      this.#switched = [here, index];
      slider.max = String(places.names.length - 1);
      slider.value = String(index);
      this.#unit = unit;
    }
    const [load, heels, knees] = ["load", "heels", "knees"].map((name) => this.#chosen(name));
    const squats = places.ways[`${load} ${heels} ${knees}`];
    const [sentence, work, ...moved] = squats[slider.valueAsNumber];
    const [, , ...home] = squats[places.home];
    const stage = /** @type {SVGElement} */ (part(this, ".squat-explorer__picture"));
    Object.assign(stage.dataset, { load, heels });
    move(part(stage, "[data-body]"), parts, moved);
    move(part(stage, "[data-ghost]"), parts, home);
    // The slider speaks its own sentence; a switch has nobody else to speak for it.
    part(this, "[data-sentence]").setAttribute("aria-live", document.activeElement === slider ? "off" : "polite");
    this.#say(sentence);
    part(this, "[data-work]").textContent = works[work] ?? "";
  }

  /** @param {string} sentence */
  #say(sentence) {
    part(this, "[data-sentence]").textContent = sentence;
    part(this, "input[type=range]").setAttribute("aria-valuetext", sentence);
  }
}

/**
 * Puts the parts of a body where they go, or hides it where it goes nowhere.
 *
 * @param {Element} body
 * @param {string[]} names
 * @param {string[]} places
 */
function move(body, names, places) {
  body.toggleAttribute("display", false);
  if (places.length === 0) body.setAttribute("display", "none");
  for (const each of body.querySelectorAll("[data-part]")) {
    const place = places[names.indexOf(/** @type {SVGElement} */ (each).dataset.part ?? "")];
    if (place) each.setAttribute("transform", place);
  }
}

customElements.define("squat-explorer", SquatExplorerElement);

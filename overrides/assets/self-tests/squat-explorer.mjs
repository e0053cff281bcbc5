/**
 * Moves the figure of the squat explorer: picks one of the squats that the build has computed,
 * shows its sentence and moves the parts of the body. The squats are loaded when the reader first
 * touches a control.
 *
 * @module
 */

/**
 * A squat: its sentence, the index of its work, and the places of the parts; no places if nobody
 * can balance so.
 *
 * @typedef {[string, number, ...string[]]} Squat
 * @typedef {{ home: number, near: number[], names: string[], ways: Record<string, Squat[]> }} Places
 * @typedef {{ parts: string[], works: string[], units: Record<string, Places> }} Frames
 */

/**
 * Returns an element that the template always has.
 *
 * @template {Element} Found
 * @param {Element} within
 * @param {string} selector
 * @returns {Found}
 */
const part = (within, selector) => /** @type {Found} */ (within.querySelector(selector));

/** The explorer. Without this script it is one still picture, three more and a table. */
export class SquatExplorerElement extends HTMLElement {
  /** @type {Promise<Frames> | undefined} */
  #frames;
  #unit = "";
  /**
   * The slider before the last switch of the unit, and after it: switching back restores the first.
   *
   * @type {number[]}
   */
  #switched = [];
  /** The distance in the address, until it is shown. */
  #linked = "";

  connectedCallback() {
    if (this.#unit) return;
    // The unit of the slider until the reader changes it.
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
      [, this.#linked = ""] = /^#([\d.]+(?:cm|in))$/.exec(location.hash) ?? [];
      if (this.#linked) this.#show();
    };
    // An address that is changed by hand on the open page has the same effect as an opened link.
    addEventListener("hashchange", follow);
    follow();
    // Safari empties a form that it is not to fill in when it shows a page again that it has kept.
    const form = /** @type {HTMLFormElement} */ (part(this, "form"));
    addEventListener("pagehide", () => (form.autocomplete = "on"));
    addEventListener("pageshow", () => (form.autocomplete = "off"));
  }

  /** Shows the first sentence in inches if the practice or the country of the browser uses them. */
  #beginInInches() {
    const inches = /** @type {HTMLInputElement} */ (part(this, '[data-way="unit"][value="in"]'));
    // As in first-unit.mjs, which belongs to forms and is not loaded here.
    inches.checked ||= inches.matches("[data-by-country] *") && /-US$/i.test(navigator.language);
    if (inches.checked) this.#say(/** @type {string} */ (this.dataset.inches));
  }

  /** @param {string} name */
  #chosen(name) {
    return /** @type {HTMLInputElement} */ (part(this, `[data-way="${name}"]:checked`)).value;
  }

  /** @param {boolean} moves whether to show the controls, or else the still pictures */
  #offer(moves) {
    for (const control of this.querySelectorAll("[data-moves]")) {
      control.toggleAttribute("hidden", !moves);
    }
    part(this, ".squat-explorer__stills").toggleAttribute("hidden", moves);
  }

  #load() {
    this.#frames ??= fetch(/** @type {string} */ (this.dataset.frames)).then((answer) => {
      if (!answer.ok) throw answer.status;
      return answer.json();
    });
    return this.#frames;
  }

  /** Shows the chosen squat once all are loaded; after a failure, what needs no script. */
  async #show() {
    try {
      this.#place(await this.#load());
      this.#lose(false);
    } catch {
      this.#frames = undefined;
      this.#lose(true);
      addEventListener("online", () => this.#show(), { once: true });
    }
  }

  /** @param {boolean} isLost */
  #lose(isLost) {
    this.#offer(!isLost);
    const lost = /** @type {HTMLElement} */ (part(this, "[data-lost]"));
    lost.hidden = !isLost;
    lost.textContent = lost.dataset.lost ?? "";
  }

  /**
   * Sets the slider to the distance in the address.
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
      // Switching back must restore the distance.
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
    // The slider itself reads its sentence out; after a switch the sentence has to be announced.
    part(this, "[data-sentence]").ariaLive = document.activeElement === slider ? "off" : "polite";
    this.#say(sentence);
    part(this, "[data-work]").textContent = works[work] ?? "";
  }

  /** @param {string} sentence */
  #say(sentence) {
    part(this, "[data-sentence]").textContent = sentence;
    part(this, "input[type=range]").ariaValueText = sentence;
  }
}

/**
 * Moves the parts of a body to their places, or hides it if there are none.
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

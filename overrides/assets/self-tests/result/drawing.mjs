/**
 * Draws Python's report into the page: hidden while the reader still answers, or visible at once.
 *
 * @module
 */

import { answersAsRead, requestOf } from "../form/answers.mjs";
import { firstOpen } from "../form/flow.mjs";
import { connection, manifest } from "../python/connection.mjs";
import { fill, PLAN, RESULT, shown } from "./result.mjs";

/** @import { request } from "../form/form-request.mjs" */
/** @import { Form } from "../form/form.mjs" */

/**
 * The detail of the event "self-test-result", which the part for saving and sharing dispatches
 * whenever a result is drawn: the report, the request behind it, and a way to ask Python more.
 *
 * @typedef {object} ResultShown
 * @property {string} selfTest its id, or the chain check's
 * @property {any} report
 * @property {ReturnType<typeof request>} request
 * @property {(request: object) => Promise<any>} respond
 * @property {number | undefined} [next] which session of the week comes next, from 1, once sessions are done
 */

export class Drawing {
  #form;
  /** @type {any} */
  #report;

  /** @param {Form} form */
  constructor(form) {
    this.#form = form;
  }

  /**
   * Draws an answer while it is hidden, one part per task: no press waits for the whole, and the
   * last press only has to show it.
   *
   * @param {any} answer
   * @param {() => boolean} isWanted
   * @returns {Promise<boolean>} whether all of it is drawn
   */
  async ahead({ ok }, isWanted) {
    if (!ok || ok.care) return false;
    const part = this.#form.one('[data-part="result"]');
    for (const name of ["", ...RESULT]) {
      await new Promise((resolve) => setTimeout(resolve));
      if (!isWanted() || !part.hidden) return false;
      if (name) fill(this.#form.root, name, this.#report);
      else this.#take(ok);
    }
    return true;
  }

  /** @param {any} report */
  #take(report) {
    this.#report = shown(report, {
      bundle: manifest().digest,
      answers: answersAsRead(this.#form),
    });
  }

  /** @param {any} report */
  all(report) {
    this.#take(report);
    for (const name of RESULT) fill(this.#form.root, name, this.#report);
  }

  /**
   * Draws only the plan, so that nothing above it moves.
   *
   * @param {any} report
   */
  plan(report) {
    this.#take(report);
    for (const name of PLAN) fill(this.#form.root, name, this.#report);
  }

  /**
   * Shows the card for an answer: after a stop, or after a warning sign in another self-test of
   * this visit.
   *
   * @param {any} report
   */
  cards({ care, level }) {
    for (const card of this.#form.all("[data-card]")) {
      card.hidden = !care || card.dataset.card !== level;
    }
  }

  /**
   * Shows what belongs to a result: choices, saving, and the self-tests of the visit that are left.
   *
   * @param {any} report
   */
  around({ care, plan }) {
    const form = this.#form;
    form.one('[data-fill="result-plan"]').ariaBusy = "false";
    form.one(".self-test-choices").hidden = !plan;
    this.#offerMore();
    form.one('[data-part="keep"]').hidden = Boolean(care);
  }

  #offerMore() {
    const { data, given, root } = this.#form;
    const offer = root.querySelector("[data-go-on]");
    if (!(offer instanceof HTMLElement)) return;
    const isOpen = Boolean(firstOpen(data, given));
    // What the longest form would ask beyond this one.
    const isShort = Boolean(firstOpen(data, { ...given, length: "" }));
    offer.hidden = this.#report.care || (!isOpen && !isShort);
    for (const line of this.#form.all("[data-go-on] [data-when]")) {
      line.hidden = (line.dataset.when === "open") !== isOpen;
    }
  }

  /** Tells the modules that save and share that a result is shown. */
  tell() {
    /** @type {ResultShown} */
    const detail = {
      selfTest: this.#form.data.form,
      report: this.#report,
      request: requestOf(this.#form),
      respond: (wanted) => connection().respond(wanted),
    };
    const event = new CustomEvent("self-test-result", { bubbles: true, detail });
    this.#form.one('[data-part="keep"]').dispatchEvent(event);
  }

  /** The visit has ended: nothing of the result stays in the page. */
  forget() {
    this.#report = undefined;
    for (const place of this.#form.all("[data-fill], [data-written]")) place.replaceChildren();
    this.#form.one("[data-joined]").textContent = "";
    this.#form.root.dispatchEvent(new Event("self-test-emptied"));
  }
}

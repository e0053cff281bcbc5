/**
 * Today, on the page "My plan": which session comes next, what the reader says after it, and what
 * follows from that. Python decides what follows; this module asks it, keeps the answers and shows
 * them.
 *
 * @module
 */

import { focusAfter } from "../shared/dom.mjs";
import { filled } from "../shared/fill-template.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { today } from "../shared/saved-results.mjs";
import { askAgain } from "../shared/visit-memory.mjs";
import { days, note, noteAnswer, scopeOf, tellHome } from "./check-ins.mjs";
import { hideSessions, offerSessions } from "./training-session.mjs";

/**
 * @import { CheckInReport } from "../shared/wire.d.ts"
 * @import { SavedPlan } from "../shared/saved-results.mjs"
 */

/** The end of the address that the start page links to. */
const FROM_HOME = "#start";

/** Runs the part "today", which the page has once. */
export class Today {
  #page;
  #ask;
  #turn = 0;
  /** @type {SavedPlan | undefined} */
  #plan;

  /**
   * @param {HTMLElement} page
   * @param {(request: object) => Promise<any>} ask
   */
  constructor(page, ask) {
    this.#page = page;
    this.#ask = ask;
    this.#place.addEventListener("click", (event) => this.#press(event));
    page.addEventListener("session-done", () => {
      this.#say("", note({ done: true }));
      void this.show(this.#plan);
    });
    // Of a warning sign and "a clinician has seen it" on one day, the later one counts.
    page.addEventListener("session-sign", () => {
      this.#say("", note({ sign: true, seen: false }));
      void this.#showAdvice();
    });
  }

  get #place() {
    return /** @type {HTMLElement} */ (this.#page.querySelector('[data-fill="today"]'));
  }

  /**
   * @param {SavedPlan | undefined} plan nothing is shown without it
   * @returns {Promise<boolean>} whether Python answered, if it was asked
   */
  async show(plan) {
    const turn = (this.#turn += 1);
    this.#plan = plan;
    const checkIns = days();
    const answer =
      plan &&
      (await this.#ask({ do: "check-in", check_ins: checkIns, today: today(), since: plan.date }));
    if (turn !== this.#turn) return true;
    const template = this.#page.querySelector('[data-template="today"]');
    const found = /** @type {CheckInReport | undefined} */ (answer?.ok);
    if (!plan || !found || !(template instanceof HTMLTemplateElement)) {
      this.#place.replaceChildren();
      hideSessions(this.#page);
      return !plan || Boolean(answer);
    }
    const scope = scopeOf(plan.plan, found, checkIns);
    const hadFocus = this.#place.contains(document.activeElement);
    this.#place.replaceChildren(filled(template, scope));
    // The buttons of the week, too: they start the same sessions.
    offerSessions(this.#page, plan.plan, { ...scope, mayStart: scope.may_start });
    if (hadFocus) focusAfter(this.#page);
    newControls({ keys: false });
    tellHome(this.#page, scope);
    if (location.hash === FROM_HOME) {
      // Only once: a reload of the page is not another press.
      history.replaceState(history.state, "", location.pathname);
      /** @type {HTMLElement | null} */ (this.#place.querySelector("[data-session]:not([hidden])"))?.click();
    }
    return true;
  }

  /** @param {Event} event */
  #press(event) {
    // The check that the link leads to asks everything, whatever was answered before the sign.
    if (pressed(event, "[data-check]")) askAgain();
    const button = pressed(event, "[data-do]");
    if (!button) return;
    newControls();
    this.#say("", noteAnswer(button));
    void this.#showAdvice();
  }

  async #showAdvice() {
    if (!(await this.show(this.#plan))) {
      const { failed = "" } = /** @type {HTMLElement} */ (this.#page.querySelector("[data-waiting]")).dataset;
      this.#say(failed);
    }
    /** @type {HTMLElement | null} */ (this.#place.querySelector("[data-advice]"))?.focus();
  }

  /**
   * @param {string} text
   * @param {string} [problem] the name of one, which has a sentence of its own
   */
  #say(text, problem = "") {
    const words = /** @type {HTMLElement} */ (this.#page.querySelector("[data-today-said]"));
    words.textContent = words.dataset[problem] ?? text;
  }
}

/**
 * Where a reader is in a form, which screens are open to them, and what comes next. The phone's
 * Back key moves along the same way.
 *
 * @module
 */

import { newControls } from "../shared/presses.mjs";
import { recallAnswers, rememberAnswers } from "./answers.mjs";
import {
  cardAt,
  chosenScreens,
  finishedSelfTests,
  firstOpen,
  isAsked,
  isStopped,
  placeOf,
  problemsOn,
} from "./flow.mjs";

/** @import { Problem } from "./answer-checks.mjs" */
/** @import { Given, Screen } from "./flow.mjs" */
/** @import { Form } from "./form.mjs" */

/**
 * Where the reader is: a screen's id, "start" or "result", and the level of an open card.
 *
 * @typedef {{ at: string, card?: string }} Place
 */

/**
 * @typedef {object} Shows
 * @property {(place: Place, how?: { focus?: boolean }) => void} show shows a place, or the first one before it
 *   that is not answered yet
 * @property {(problems: Problem[]) => void} refuse shows what has to be corrected
 */

export class Places {
  /** @type {Place} */
  place = { at: "start" };
  #form;
  #show;
  #refuse;
  #isCorrecting = false;
  /** Screens that were answered elsewhere or earlier; Continue skips them. @type {Set<string>} */
  #known = new Set();

  /**
   * @param {Form} form
   * @param {Shows} shows
   */
  constructor(form, { show, refuse }) {
    this.#form = form;
    this.#show = show;
    this.#refuse = refuse;
  }

  /**
   * @param {Place} wanted
   * @returns {Place} that place, or the first one before it that is not answered yet
   */
  reachable({ at, card }) {
    const { data, given } = this.#form;
    if (at === "start") return { at };
    if (at === "result" && finishedSelfTests(data, given).length > 0) return { at };
    const screens = chosenScreens(data, given);
    const open = firstOpen(data, given);
    const target = screens.find((screen) => screen.id === at);
    if (!target || (open && placeOf(screens, open) < placeOf(screens, target))) {
      return { at: open?.id ?? "start" };
    }
    return card && card === cardAt(data, target, given) ? { at, card } : { at };
  }

  /**
   * Returns the place, or the card of a warning sign that now comes before it.
   *
   * @param {Place} wanted
   * @returns {Place}
   */
  warned(wanted) {
    const place = this.reachable(wanted);
    const screen = this.#form.screen(place.at);
    const isBefore = screen && place.at !== wanted.at;
    const card = isBefore && cardAt(this.#form.data, screen, this.#form.given);
    return card ? { at: place.at, card } : place;
  }

  /** @returns {string[]} the places of a visit, one after the other */
  get order() {
    const { data, given } = this.#form;
    const asked = chosenScreens(data, given).filter((one) => isAsked(one, given.answers));
    return ["start", ...asked.map(({ id }) => id), "result"];
  }

  /** @param {Place} place @returns {boolean} whether the reader is there */
  isAt({ at, card }) {
    return at === this.place.at && card === this.place.card;
  }

  /**
   * Goes on to a place. The phone's Back key will return from it.
   *
   * @param {Place} wanted
   */
  go(wanted) {
    const { at } = this.place;
    const place = this.reachable(wanted);
    // A reader who goes on has read the instructions.
    const { root } = this.#form;
    root.querySelector(`[data-screen="${at}"] > .self-test-steps`)?.removeAttribute("open");
    // The history first, then the screen: a browser lays the page out to note its scroll position.
    if (!this.isAt(place)) {
      this.place = place;
      history.pushState({ ...this.#entry, stepOf: root.id }, "");
    }
    this.#show(place, { focus: true });
  }

  /** Goes to the first screen that is not answered yet, or to the result. */
  goToOpen() {
    this.go({ at: firstOpen(this.#form.data, this.#form.given)?.id ?? "result" });
  }

  back() {
    if (history.state?.stepOf === this.#form.root.id) {
      // Going back takes the browser a moment, in which a second press would go back twice.
      newControls();
      history.back();
      return;
    }
    const { at, card } = this.place;
    const { order } = this;
    this.#show({ at: card ? at : (order[order.indexOf(at) - 1] ?? "start") }, { focus: true });
    this.keep();
  }

  /** Writes where the reader is into the current history entry. */
  keep() {
    history.replaceState(this.#entry, "");
  }

  /** The state of the current history entry, with where the reader is. */
  get #entry() {
    const { state } = history;
    return { ...state, selfTests: { ...state?.selfTests, [this.#form.root.id]: this.place } };
  }

  /**
   * Goes where the browser's Back or Forward leads.
   *
   * @param {PopStateEvent} event
   * @returns {boolean} whether the entry is that of a link within the page, so that the reader has not moved
   */
  travel({ state }) {
    const place = state?.selfTests?.[this.#form.root.id];
    if (!place) this.keep();
    else if (!this.isAt(place)) this.#show(place, { focus: true });
    return !place;
  }

  /**
   * Goes on from an answered screen, or says what has to be corrected.
   *
   * @param {boolean} wantsResult whether the reader pressed for the result so far
   */
  continue(wantsResult) {
    const { at, card } = this.place;
    if (card) return;
    const { data, given } = this.#form;
    const screen = this.#form.screen(at);
    if (!screen) {
      this.#begin();
      return;
    }
    const problems = problemsOn(screen, given, data.numbers);
    // The card of the safety check waits for all answers on its screen; that of a self-test does
    // not.
    const isDue = problems.length === 0 || screen.self_test;
    if (this.openCard(screen, isDue ? data.levels : data.levels_at_once)) return;
    if (problems.length > 0) this.#refuse(problems);
    else this.#leave(screen, given, wantsResult);
  }

  #begin() {
    this.#isCorrecting = false;
    // What was answered in another self-test on this page is not asked again.
    recallAnswers(this.#form);
    this.noteKnown();
    this.goToOpen();
  }

  /**
   * @param {Screen} screen
   * @param {Given} given
   * @param {boolean} wantsResult
   */
  #leave(screen, given, wantsResult) {
    const { data } = this.#form;
    const finished = finishedSelfTests(data, given);
    // After a correction, back to the result if it covers this screen.
    const isTold = screen.self_test ? finished.includes(screen.self_test) : finished.length > 0;
    if (wantsResult || (this.#isCorrecting && isTold)) {
      this.#isCorrecting = false;
      this.go({ at: "result" });
      return;
    }
    const screens = chosenScreens(data, given);
    const later = screens.slice(placeOf(screens, screen) + 1);
    const next = this.#isCorrecting
      ? firstOpen(data, given)
      : later.find((one) => isAsked(one, given.answers) && !this.#isKnown(one, given));
    this.go({ at: next?.id ?? "result" });
  }

  /** Goes on from a result so far: to the next unanswered screen, or into the longest form. */
  goOn() {
    if (!firstOpen(this.#form.data, this.#form.given)) {
      const longest = this.#form.boxes("input[data-length]").at(-1);
      if (longest) longest.checked = true;
      rememberAnswers(this.#form);
    }
    this.noteKnown();
    this.goToOpen();
  }

  /**
   * Goes from the result to a field; once that is corrected, Continue returns to the result.
   *
   * @param {string} field
   */
  change(field) {
    this.#isCorrecting = true;
    this.go({ at: this.#form.screenOf(field)?.id ?? "start" });
    const inputs = this.#form.inputs.filter((input) => input.name === field);
    this.#form.leaveHeading();
    (inputs.find((input) => input.checked) ?? inputs[0])?.focus();
  }

  /** The visit has ended, and with it any correction. */
  forget() {
    this.#isCorrecting = false;
  }

  /**
   * Opens the card that follows a screen, if its level is one of `levels`.
   *
   * @param {Screen} screen
   * @param {string[]} levels
   * @returns {boolean} whether a card was opened
   */
  openCard(screen, levels) {
    const { data, given } = this.#form;
    const level = cardAt(data, screen, given);
    if (!level || !levels.includes(level)) return false;
    // After a stop, the result shows what was measured until then, below the card.
    const isEnd = isStopped(screen, given.answers);
    this.go(isEnd ? { at: "result" } : { at: screen.id, card: level });
    return true;
  }

  /**
   * Notes which screens are answered already, by other self-tests or saved answers, so that nothing
   * is asked twice.
   */
  noteKnown() {
    const { data, given } = this.#form;
    this.#known = new Set(
      data.screens
        .filter(({ questions }) =>
          questions.some(({ fields }) => fields.some(({ id }) => given.answers[id])),
        )
        .filter((screen) => problemsOn(screen, given, data.numbers).length === 0)
        .map(({ id }) => id),
    );
  }

  /**
   * @param {Screen} screen
   * @param {Given} given
   */
  #isKnown(screen, given) {
    const { numbers } = this.#form.data;
    return this.#known.has(screen.id) && problemsOn(screen, given, numbers).length === 0;
  }

  /** Shows the right button to go on: to the next screen, or from the last screen to the result. */
  showButtons() {
    const { data, given } = this.#form;
    const last = chosenScreens(data, given)
      .filter((screen) => screen.id === this.place.at || !this.#isKnown(screen, given))
      .at(-1)?.id;
    for (const button of this.#form.all("form [data-when]")) {
      const isLast = button.closest("[data-screen]")?.getAttribute("data-screen") === last;
      button.hidden = (button.dataset.when === "last") !== isLast;
    }
  }
}

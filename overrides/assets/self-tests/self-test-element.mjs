/**
 * The element `<self-test>`: shows the form one screen at a time, and passes presses to the modules
 * that decide what follows. Without it the markup is still complete.
 *
 * @module
 */

import {
  countSigns,
  noteAnswer,
  recallAnswers,
  rememberAnswers,
  resetChoices,
  showAsked,
  switchUnit,
  writeByHand,
} from "./form/answers.mjs";
import { chooseByCountry } from "./form/first-unit.mjs";
import { cardOfStop, finishedSelfTests } from "./form/flow.mjs";
import { Form } from "./form/form.mjs";
import { Places } from "./form/navigation.mjs";
import { clearProblems, showProblems } from "./form/problems.mjs";
import { start, startUnlessSaving } from "./python/connection.mjs";
import { Asking } from "./result/asking.mjs";
import { print } from "./result/result.mjs";
import { lookForDeploy } from "./shared/deploys.mjs";
import { isInApp } from "./shared/environment.mjs";
import { isSure, newControls, pressed } from "./shared/presses.mjs";
import { askAgain, canKeep, forget, isTold, isUnknown, isWarned, watchVisit } from "./shared/visit-memory.mjs";

/** @import { Problem } from "./form/answer-checks.mjs" */
/** @import { Place } from "./form/navigation.mjs" */

// Not pointerdown: a thumb that only scrolls would start the download.
const INTENT = ["click", "focusin", "input", "keydown"];

export class SelfTestElement extends HTMLElement {
  #form = new Form(this);
  #places = new Places(this.#form, {
    show: (place, how) => this.#show(place, how),
    refuse: (problems) => this.#refuse(problems),
  });
  #asking = new Asking(this.#form, {
    isAwaited: () => this.#places.place.at === "result" && this.isConnected,
    refuse: (screen, problems) => {
      this.#show({ at: screen });
      this.#places.keep();
      this.#refuse(problems);
    },
    answered: () => this.#sayWhy(),
  });
  #end = new AbortController();
  #title = "";
  /** Whether a warning sign was answered in this visit, here or elsewhere. */
  #isWarned = false;

  connectedCallback() {
    this.#end = new AbortController();
    const { signal } = this.#end;
    const form = this.#form;
    const fields = form.one("form");
    this.#title = document.title;
    for (const type of INTENT) {
      fields.addEventListener(type, startUnlessSaving, { once: true, signal });
    }
    fields.addEventListener("submit", (event) => this.#continue(event), { signal });
    fields.addEventListener("input", (event) => this.#note(event), { signal });
    this.addEventListener("click", (event) => this.#press(event), { signal });
    this.addEventListener("change", (event) => void this.#asking.filter(event), { signal });
    window.addEventListener("popstate", (event) => this.#travel(event), { signal });
    window.addEventListener("beforeprint", () => this.#unfold(), { signal });
    this.#asking.waiting.watch(signal);
    chooseByCountry(this);
    recallAnswers(form);
    this.#places.noteKnown();
    // Only advice: everything but saving works in such a browser, too.
    form.one("[data-advice]").hidden = canKeep() && !isInApp();
    void this.#offerHelp(signal);
    resetChoices(form, isTold() ? history.state?.choices : []);
    this.#isWarned = isWarned();
    this.#sayWhy();
    this.#show(this.#places.warned(history.state?.selfTests?.[this.id] ?? { at: "start" }));
    this.#places.keep();
    this.#begin();
    watchVisit((isOver) => this.#hear(isOver), signal);
    this.#live();
  }

  disconnectedCallback() {
    this.#end.abort();
    this.#asking.waiting.leave();
  }

  /** A link to this form opens its first question, unless the reader has to choose a length first. */
  #begin() {
    if (location.hash !== `#${this.id}` || this.#places.place.at !== "start") return;
    if (this.querySelector("[data-length]")) return;
    /** @type {HTMLFormElement} */ (this.#form.one("form")).requestSubmit();
  }

  /** Everything works now: hides what stood in for the scripts, and not earlier. */
  #live() {
    const standIns = this.#form.all("[data-without-script]");
    const hadFocus = standIns.some((one) => one.contains(document.activeElement));
    for (const one of this.#form.all("[data-needs-script]")) one.hidden = false;
    for (const one of standIns) one.hidden = true;
    this.#form.scorecard.open = false;
    this.dataset.live = "";
    if (hadFocus) this.#form.one("[type=submit][data-needs-script]").focus({ preventScroll: true });
  }

  /**
   * Loads clips and clocks if the form has places for them. The form works without them.
   *
   * @param {AbortSignal} signal
   */
  async #offerHelp(signal) {
    try {
      if (this.querySelector("[data-film]")) {
        const { offerFilms } = await import("./form/video-clip.mjs");
        offerFilms(this, { signal, before: () => rememberAnswers(this.#form) });
      }
      if (this.querySelector("[data-timer]")) {
        const { offerTimers } = await import("./form/timer.mjs");
        offerTimers(this, signal);
      }
    } catch {
      // Not loaded: the reader can watch the clip elsewhere and type the time.
      void lookForDeploy();
    }
  }

  // Screens

  /**
   * Shows a place, or the first one before it that is not answered yet.
   *
   * @param {Place} wanted
   * @param {{ focus?: boolean }} [how]
   */
  #show(wanted, { focus = false } = {}) {
    const form = this.#form;
    const { at, card } = (this.#places.place = this.#places.reachable(wanted));
    this.#asking.waiting.leave();
    document.title = this.#title;
    clearProblems(form);
    this.#refresh();
    for (const section of form.all("[data-screen]")) {
      section.hidden = Boolean(card) || section.dataset.screen !== at;
    }
    // After a stop, its card comes before the measured results, and does not wait for Python.
    const level = card ?? (at === "result" ? cardOfStop(form.data, form.given) : undefined);
    for (const section of form.all("[data-card]")) section.hidden = section.dataset.card !== level;
    for (const part of form.all(".self-test-part")) part.hidden = true;
    this.toggleAttribute("data-started", at !== "start");
    const { order } = this.#places;
    form.say("count", { at: `${order.indexOf(at)}`, all: `${order.length - 2}` });
    newControls({ keys: focus });
    if (at === "result" && !card) void this.#asking.score(focus);
    else if (focus) form.focusHeading();
  }

  /** Shows the fields that are asked, given the answers so far, and the right button to go on. */
  #refresh() {
    this.#places.showButtons();
    showAsked(this.#form);
  }

  /** @param {Problem[]} problems */
  #refuse(problems) {
    this.#asking.waiting.leave();
    document.title = `${this.#form.data.words["problem-title"]} ${this.#title}`;
    showProblems(this.#form, problems);
  }

  /** @param {SubmitEvent} event */
  #continue(event) {
    event.preventDefault();
    this.#places.continue(event.submitter?.getAttribute("value") === "result");
  }

  /** @param {PopStateEvent} event */
  #travel(event) {
    if (this.#places.travel(event)) this.#begin();
  }

  /** @param {Event} event */
  #note({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    const form = this.#form;
    if (target.dataset.unitChoice !== undefined) switchUnit(form, target);
    else if (target.dataset.confirm === undefined) noteAnswer(form, target);
    this.#refresh();
    rememberAnswers(form);
    const screen = form.screen(this.#places.place.at);
    if (screen && this.#places.openCard(screen, form.data.levels_at_once)) return;
    if (screen && finishedSelfTests(form.data, form.given).length > 0) this.#asking.ahead();
  }

  /** What is printed is the result, or the scorecard if there is no result. */
  #unfold() {
    if (this.#form.one('[data-part="result"]').hidden) this.#form.scorecard.open = true;
  }

  // Buttons

  /** @param {Event} event */
  #press(event) {
    const button = pressed(event);
    switch (button?.dataset.go) {
      case "back":
        this.#places.back();
        break;
      case "load":
        start();
        void this.#asking.score(true);
        break;
      case "by-hand":
        writeByHand(this.#form);
        newControls();
        break;
      case "on":
        this.#places.goOn();
        break;
      case "change":
        this.#places.change(button.value);
        break;
      case "check":
        askAgain();
        this.#places.go({ at: this.#form.data.screens[0]?.id ?? "start" });
        break;
      case "print":
        print(button.value);
        break;
      case "start-again":
        void this.#finish(button);
        break;
    }
  }

  /** @param {HTMLElement} button with the question that is asked if the result was not saved */
  async #finish(button) {
    const isKept = this.dataset.kept !== undefined;
    if (isKept || (await isSure(button, this.#form.one("[data-finishing]")))) forget();
  }

  // The visit

  /**
   * Another form, tab or page has new answers: this form takes them over, with what follows from
   * them. Or the visit has ended, here or elsewhere: nothing of it stays on this page.
   *
   * @param {boolean} isOver
   */
  #hear(isOver) {
    const form = this.#form;
    const isInHand = this.contains(document.activeElement);
    const signs = countSigns(form);
    const isChanged = recallAnswers(form);
    const wasWarned = this.#isWarned;
    this.#isWarned = isWarned();
    this.#sayWhy();
    if (isOver) {
      this.#places.forget();
      resetChoices(form);
      this.#asking.forget();
    } else {
      // What was answered elsewhere is not saved with what this page has saved.
      delete this.dataset.kept;
      if (!isChanged && wasWarned === this.#isWarned) return;
    }
    // A new warning sign from elsewhere: its card comes before whatever is shown.
    const { place } = this.#places;
    const isNew = countSigns(form) > signs && place.at !== "start";
    const next = isOver ? { at: "start" } : this.#places.warned(isNew ? { at: "result" } : place);
    if (this.#places.isAt(next) && next.at !== "result") return this.#refresh();
    // A training session of a plan that may no longer be valid.
    /** @type {HTMLDialogElement | null} */ (this.querySelector("dialog[open]"))?.close();
    if (isOver && isInHand) return this.#places.go(next);
    this.#show(next);
    this.#places.keep();
  }

  /** Says why the safety check is asked again, as long as that is so. */
  #sayWhy() {
    this.#form.one("[data-asked-again]").hidden = !isUnknown();
  }
}

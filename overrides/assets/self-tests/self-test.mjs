/**
 * The element `<self-test>`: shows the form one screen at a time, opens care cards, asks Python,
 * and fills in what it says. The markup is complete without it.
 *
 * @module
 */

import { strip, withUnit } from "./checking.mjs";
import { connectPage } from "./client.mjs";
import { lookForDeploy } from "./deploys.mjs";
import {
  askedIds,
  cardAt,
  checksIn,
  chosenScreens,
  chosenSelfTests,
  finishedSelfTests,
  firstOpen,
  isAsked,
  isStopped,
  placeOf,
  problemsOn,
  request,
  sentAnswers,
  signsIn,
} from "./flow.mjs";
import {
  answered,
  canKeep,
  forget,
  isTold,
  isUnknown,
  isWarned,
  recall,
  remember,
  told,
  watchVisit,
} from "./memory.mjs";
import { isSure, newControls } from "./presses.mjs";
import { fill, PLAN, print, RESULT, shown } from "./result.mjs";
import { today } from "./saved.mjs";
import { chooseByCountry } from "./units.mjs";

/** @import { Problem } from "./checking.mjs" */
/** @import { Connection, Progress } from "./client.mjs" */
/** @import { Data, Given, Screen } from "./flow.mjs" */

/**
 * Where the reader is: a screen's id, "start" or "result", and the level of an open card.
 *
 * @typedef {{ at: string, card?: string }} Place
 */

/**
 * A question to Python, its answer once it is there, and how far that stands in the page.
 *
 * @typedef {object} Asked
 * @property {string} text
 * @property {Promise<any>} promise
 * @property {any} [answer]
 * @property {Promise<void>} [drawing]
 * @property {boolean} [isDrawn]
 */

/**
 * The detail of the event "self-test-result", which bubbles from the place for saving and sharing
 * whenever a result is drawn: what was asked and answered, and a way to ask Python more.
 *
 * @typedef {object} ResultShown
 * @property {string} selfTest its id, or the chain check's
 * @property {any} report
 * @property {ReturnType<typeof request>} request
 * @property {(request: object) => Promise<any>} respond
 */

// Never pointerdown: a thumb that scrolls past would start the download.
const INTENT = ["click", "focusin", "input", "keydown"];
// After so many milliseconds of waiting the scorecard is offered; loading goes on.
const PATIENCE = 20_000;
const MEGABYTE = 1e6;
// The browsers inside Instagram and Facebook, which lose what a page saves.
const IN_APP = /Instagram|FBAN|FBAV|FB_IAB/;

/** Who wants to hear how loading goes. @type {Set<(progress: Progress) => void>} */
const listeners = new Set();

/** @returns {Connection} the one that all self-tests of the page share */
function connection() {
  const shared = connectPage(document);
  shared.onprogress = (progress) => listeners.forEach((listen) => listen(progress));
  return shared;
}

export class SelfTestElement extends HTMLElement {
  /** @type {Data | undefined} */
  #parsed;
  /** @type {Place} */
  #place = { at: "start" };
  #end = new AbortController();
  #title = "";
  /** The last question to Python. @type {Asked | undefined} */
  #asked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #focusing;
  #isCorrecting = false;
  /** Whether a sign was told in this visit, here or elsewhere. */
  #isWarned = false;
  /** Screens that were answered before the reader set out, which Continue passes over. @type {Set<string>} */
  #known = new Set();
  /** @type {any} */
  #report;

  connectedCallback() {
    this.#end = new AbortController();
    const { signal } = this.#end;
    this.#title = document.title;
    for (const type of INTENT) {
      this.#form.addEventListener(type, () => this.#load(), { once: true, signal });
    }
    this.#form.addEventListener("submit", (event) => this.#continue(event), { signal });
    this.#form.addEventListener("input", (event) => this.#note(event), { signal });
    this.addEventListener("click", (event) => this.#press(event), { signal });
    this.addEventListener("change", (event) => this.#filter(event), { signal });
    window.addEventListener("popstate", (event) => this.#travel(event), { signal });
    window.addEventListener("beforeprint", () => this.#unfold(), { signal });
    listeners.add(this.#progress);
    chooseByCountry(this);
    recall(...this.#kept());
    this.#showUnit();
    this.#noteKnown();
    // Advice, never a lock: everything but saving works there too.
    this.#one("[data-advice]").hidden = canKeep() && !IN_APP.test(navigator.userAgent);
    void this.#offerHelp(signal);
    if (!isTold()) this.#resetChoices();
    this.#isWarned = isWarned();
    this.#sayWhy();
    this.#show(this.#warned(history.state?.selfTests?.[this.id] ?? { at: "start" }));
    this.#keepPlace();
    this.#begin();
    watchVisit((isOver) => this.#hear(isOver), signal);
    this.#live();
  }

  disconnectedCallback() {
    this.#end.abort();
    this.#forgetTimers();
    listeners.delete(this.#progress);
  }

  /** A link to this form leads to its first question, unless there is a length to choose. */
  #begin() {
    if (location.hash !== `#${this.id}` || this.#place.at !== "start") return;
    if (!this.querySelector("[data-length]")) this.#form.requestSubmit();
  }

  /** All of it works: what stood in for the scripts goes, and not before. */
  #live() {
    const standIns = this.#all("[data-without-script]");
    const hadFocus = standIns.some((one) => one.contains(document.activeElement));
    for (const one of this.#all("[data-needs-script]")) one.hidden = false;
    for (const one of standIns) one.hidden = true;
    this.#scorecard.open = false;
    this.dataset.live = "";
    if (hadFocus) this.#one("[type=submit][data-needs-script]").focus({ preventScroll: true });
  }

  /**
   * Brings clips and clocks where the form has a place for them. Nothing depends on them.
   *
   * @param {AbortSignal} signal
   */
  async #offerHelp(signal) {
    try {
      if (this.querySelector("[data-film]")) {
        const { offerFilms } = await import("./film.mjs");
        offerFilms(this, { signal, before: () => this.#remember() });
      }
      if (this.querySelector("[data-timer]")) {
        const { offerTimers } = await import("./timer.mjs");
        offerTimers(this, signal);
      }
    } catch {
      // They did not arrive: clips can be watched elsewhere, and times typed.
      void lookForDeploy();
    }
  }

  // What is in the page

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #one(selector) {
    const found = this.querySelector(selector);
    if (!found) throw new Error(`${this.id} has no ${selector}: its markup and script differ`);
    return /** @type {HTMLElement} */ (found);
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  #all(selector) {
    return [...this.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));
  }

  /**
   * @param {string} selector
   * @returns {HTMLInputElement[]}
   */
  #boxes(selector) {
    return this.#all(selector).map((box) => /** @type {HTMLInputElement} */ (box));
  }

  #inputs() {
    return this.#boxes("form input[name]:not([data-unit-choice])");
  }

  #confirms() {
    return this.#boxes("input[data-confirm]");
  }

  #units() {
    return this.#boxes("input[data-unit-choice]");
  }

  /** @returns {[inputs: HTMLInputElement[], confirms: HTMLInputElement[]]} what a visit keeps */
  #kept() {
    return [this.#boxes("form input[name]"), this.#confirms()];
  }

  /** @returns {Data} */
  get #data() {
    return (this.#parsed ??= JSON.parse(this.#one("script.self-test-data").textContent ?? ""));
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.#one("form"));
  }

  get #scorecard() {
    return /** @type {HTMLDetailsElement} */ (this.#one("details.scorecard"));
  }

  /** @returns {Given} */
  #given() {
    /** @type {Given["answers"]} */
    const answers = {};
    for (const input of this.#inputs()) {
      const text = input.type === "text" || input.checked ? strip(input.value) : "";
      if (text) (answers[input.name] ??= []).push(text);
    }
    const confirmed = this.#confirms().filter((box) => box.checked);
    const unit = this.#units().find((choice) => choice.checked)?.value;
    return {
      answers,
      confirmed: new Set(confirmed.map((box) => box.dataset.confirm ?? "")),
      unit: unit === "in" ? "in" : "cm",
      length: this.#boxes("input[data-length]").find((choice) => choice.checked)?.value,
    };
  }

  /** @param {string} id */
  #screen(id) {
    return chosenScreens(this.#data, this.#given()).find((screen) => screen.id === id);
  }

  // Going from screen to screen

  /**
   * Shows a place, or the first one that is still open before it.
   *
   * @param {Place} wanted
   * @param {{ focus?: boolean }} [how]
   */
  #show(wanted, { focus = false } = {}) {
    const given = this.#given();
    this.#place = this.#reachable(wanted, given);
    const { at, card } = this.#place;
    this.#forgetTimers();
    this.#clearProblems();
    this.#refresh();
    for (const section of this.#all("[data-screen]")) {
      section.hidden = Boolean(card) || section.dataset.screen !== at;
    }
    for (const section of this.#all("[data-card]")) section.hidden = section.dataset.card !== card;
    for (const part of this.#all(".self-test-part")) part.hidden = true;
    this.toggleAttribute("data-started", at !== "start");
    const order = this.#order(given);
    this.#say("count", { at: `${order.indexOf(at)}`, all: `${order.length - 2}` });
    newControls({ keys: focus });
    if (at === "result" && !card) this.#score(focus);
    else if (focus) this.#focusHeading();
  }

  /**
   * @param {Place} wanted
   * @param {Given} given
   * @returns {Place}
   */
  #reachable({ at, card }, given) {
    if (at === "start") return { at };
    if (at === "result" && finishedSelfTests(this.#data, given).length > 0) return { at };
    const screens = chosenScreens(this.#data, given);
    const open = firstOpen(this.#data, given);
    const target = screens.find((screen) => screen.id === at);
    if (!target || (open && placeOf(screens, open) < placeOf(screens, target))) {
      return { at: open?.id ?? "start" };
    }
    return card && card === cardAt(this.#data, target, given) ? { at, card } : { at };
  }

  /**
   * Goes on to a place; the phone's Back will return from it.
   *
   * @param {Place} place
   */
  #go(place) {
    const from = this.#place;
    this.#place = this.#reachable(place, this.#given());
    // Whoever goes on has read how it is done.
    const steps = this.querySelector(`[data-screen="${from.at}"] > .self-test-steps`);
    steps?.removeAttribute("open");
    // Before anything is shown: a browser lays the page out to note where it was left.
    if (from.at !== this.#place.at || from.card !== this.#place.card) {
      history.pushState({ ...history.state, stepOf: this.id }, "");
      this.#keepPlace();
    }
    this.#show(this.#place, { focus: true });
  }

  #back() {
    if (history.state?.stepOf === this.id) {
      // The browser takes its time, and a second press would go back twice.
      newControls();
      history.back();
      return;
    }
    const { at, card } = this.#place;
    const order = this.#order(this.#given());
    this.#show({ at: card ? at : (order[order.indexOf(at) - 1] ?? "start") }, { focus: true });
    this.#keepPlace();
  }

  /**
   * Returns the places of a visit, one after the other.
   *
   * @param {Given} given
   */
  #order(given) {
    const asked = chosenScreens(this.#data, given).filter((one) => isAsked(one, given.answers));
    return ["start", ...asked.map(({ id }) => id), "result"];
  }

  /** Writes where the reader is into the present entry of the history. */
  #keepPlace() {
    const selfTests = { ...history.state?.selfTests, [this.id]: this.#place };
    history.replaceState({ ...history.state, selfTests }, "");
  }

  /** @param {PopStateEvent} event */
  #travel({ state }) {
    const place = state?.selfTests?.[this.id];
    const { at, card } = this.#place;
    if (!place) {
      // A link within the page made this entry: the reader is where they were.
      this.#keepPlace();
      this.#begin();
    } else if (place.at !== at || place.card !== card) {
      this.#show(place, { focus: true });
    }
  }

  /** @param {SubmitEvent} event */
  #continue(event) {
    event.preventDefault();
    const { at, card } = this.#place;
    if (card) return;
    const given = this.#given();
    const screen = this.#screen(at);
    if (!screen) {
      this.#isCorrecting = false;
      // What another self-test of this page was told is not asked again.
      recall(...this.#kept());
      this.#showUnit();
      this.#noteKnown();
      this.#go({ at: firstOpen(this.#data, this.#given())?.id ?? "result" });
      return;
    }
    const problems = problemsOn(screen, given, this.#data.numbers);
    // What the check has kept waits for all its answers; what a self-test says waits for none.
    const isDue = problems.length === 0 || screen.self_test;
    if (this.#openCard(screen, given, isDue ? this.#data.levels : this.#data.levels_at_once)) return;
    if (problems.length > 0) {
      this.#showProblems(problems);
      return;
    }
    const finished = finishedSelfTests(this.#data, given);
    // What was corrected lies in what the result already tells.
    const isTold = screen.self_test ? finished.includes(screen.self_test) : finished.length > 0;
    const wantsResult = event.submitter?.getAttribute("value") === "result";
    if (wantsResult || (this.#isCorrecting && isTold)) {
      this.#isCorrecting = false;
      this.#go({ at: "result" });
      return;
    }
    const screens = chosenScreens(this.#data, given);
    const later = screens.slice(placeOf(screens, screen) + 1);
    const next = this.#isCorrecting
      ? firstOpen(this.#data, given)
      : later.find((one) => isAsked(one, given.answers) && !this.#isKnown(one, given));
    this.#go({ at: next?.id ?? "result" });
  }

  /** Goes on from a result so far: to what is still open, or into the longest form. */
  #goOn() {
    if (!firstOpen(this.#data, this.#given())) {
      const longest = this.#boxes("input[data-length]").at(-1);
      if (longest) longest.checked = true;
      this.#remember();
    }
    this.#noteKnown();
    this.#go({ at: firstOpen(this.#data, this.#given())?.id ?? "result" });
  }

  /** Nothing is asked twice: what other self-tests or saved answers told is noted here. */
  #noteKnown() {
    const given = this.#given();
    this.#known = new Set(
      this.#data.screens
        .filter(({ questions }) =>
          questions.some(({ fields }) => fields.some(({ id }) => given.answers[id])),
        )
        .filter((screen) => problemsOn(screen, given, this.#data.numbers).length === 0)
        .map(({ id }) => id),
    );
  }

  /**
   * @param {Screen} screen
   * @param {Given} given
   */
  #isKnown(screen, given) {
    return this.#known.has(screen.id) && problemsOn(screen, given, this.#data.numbers).length === 0;
  }

  /**
   * Opens the card that a screen ends in, if its level is one of `levels`.
   *
   * @param {Screen} screen
   * @param {Given} given
   * @param {string[]} levels
   */
  #openCard(screen, given, levels) {
    const level = cardAt(this.#data, screen, given);
    if (!level || !levels.includes(level)) return false;
    // After a stop what was measured stands, with the card before it.
    const isEnd = isStopped(screen, given.answers);
    this.#go(isEnd ? { at: "result" } : { at: screen.id, card: level });
    return true;
  }

  #focusHeading() {
    const heading = this.#all("h3[tabindex]").find((one) => one.getClientRects().length > 0);
    heading?.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  /** @param {Element} element */
  #bringIntoView(element) {
    const { top } = element.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight / 2) element.scrollIntoView({ block: "start" });
  }

  // Answers

  /** @param {Event} event */
  #note({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.dataset.unitChoice !== undefined) this.#switchUnit(target);
    else if (target.dataset.confirm === undefined) this.#noteAnswer(target);
    this.#refresh();
    this.#remember();
    const given = this.#given();
    const screen = this.#screen(this.#place.at);
    if (screen && this.#openCard(screen, given, this.#data.levels_at_once)) return;
    // Asked ahead, so that the last press draws what is there.
    const isDone = finishedSelfTests(this.#data, given).length > 0;
    if (isDone && screen && connection().state === "ready") this.#ask();
  }

  /** @returns {number} how many fields of the form hold a warning sign */
  #signs() {
    return signsIn(this.#data, this.#given().answers).size;
  }

  #remember() {
    const given = this.#given();
    const sent = sentAnswers(this.#data, given, this.#data.screens);
    const signs = signsIn(this.#data, given.answers);
    remember(...this.#kept(), sent, signs, checksIn(this.#data));
  }

  /** @param {HTMLInputElement} input */
  #noteAnswer(input) {
    for (const box of this.#confirms()) {
      if (box.dataset.confirm === input.name) box.checked = false;
    }
    if (input.type !== "checkbox" || !input.checked) return;
    const options = this.#data.screens
      .flatMap((screen) => screen.questions)
      .find((question) => question.fields.some((field) => field.id === input.name))?.options;
    /** @param {string} id */
    const isAlone = (id) => Boolean(options?.find((option) => option.id === id)?.alone);
    for (const other of this.#inputs()) {
      const isOther = other.name === input.name && other !== input;
      if (isOther && (isAlone(input.value) || isAlone(other.value))) other.checked = false;
    }
  }

  /**
   * Numbers that stand there without a unit get the one they were typed in: switching changes
   * what comes next, never a length.
   *
   * @param {HTMLInputElement} choice
   */
  #switchUnit(choice) {
    const before = choice.value === "in" ? "cm" : "in";
    const lengths = this.#data.screens
      .flatMap((screen) => screen.questions)
      .filter((question) => question.kind === "length")
      .flatMap((question) => question.fields.map((field) => field.id));
    for (const input of this.#inputs()) {
      if (!lengths.includes(input.name)) continue;
      input.value = withUnit(strip(input.value), before, this.#data.numbers);
    }
    for (const other of this.#units()) other.checked = other.value === choice.value;
    this.#showUnit();
  }

  #showUnit() {
    const chosen = this.#units().find((choice) => choice.checked);
    for (const place of this.#all("[data-unit]")) place.textContent = chosen?.dataset.shown ?? "";
  }

  /** Shows the fields that are asked, given the answers so far, and the button that goes on. */
  #refresh() {
    const given = this.#given();
    const { answers } = given;
    const last = chosenScreens(this.#data, given)
      .filter((screen) => screen.id === this.#place.at || !this.#isKnown(screen, given))
      .at(-1)?.id;
    for (const button of this.#all("form [data-when]")) {
      const isLast = button.closest("[data-screen]")?.getAttribute("data-screen") === last;
      button.hidden = (button.dataset.when === "last") !== isLast;
    }
    const shown = new Set(
      chosenScreens(this.#data, given).flatMap(({ questions }) =>
        questions.flatMap((question) => [...askedIds(question, answers)]),
      ),
    );
    for (const question of this.#data.screens.flatMap((screen) => screen.questions)) {
      const asked = question.fields.filter(({ id }) => shown.has(id));
      const selector = `[data-question="${question.id}"]`;
      this.#one(selector).hidden = asked.length === 0;
      for (const place of this.#all(`${selector} [data-field]`)) {
        place.hidden = !shown.has(place.dataset.field ?? "");
      }
    }
  }

  // Problems

  #clearProblems() {
    document.title = this.#title;
    this.#one(".self-test-problems").hidden = true;
    for (const message of this.#all(".self-test-error")) {
      message.hidden = true;
      // Fields are described by it, and a description is read out hidden or not.
      message.textContent = "";
    }
    for (const input of this.#boxes("[aria-invalid]")) input.removeAttribute("aria-invalid");
    for (const box of this.#confirms()) {
      if (!box.checked) /** @type {HTMLElement} */ (box.parentElement).hidden = true;
    }
  }

  /** @param {Problem[]} problems */
  #showProblems(problems) {
    this.#forgetTimers();
    this.#clearProblems();
    const summary = this.#one(".self-test-problems");
    const links = problems.map(({ question, message, kind }) => {
      const field = this.#one(`[data-field="${question}"]`);
      const shown = /** @type {HTMLElement} */ (field.querySelector(".self-test-error"));
      shown.textContent = message;
      shown.hidden = false;
      const inputs = this.#inputs().filter((input) => input.name === question);
      for (const input of inputs) input.setAttribute("aria-invalid", "true");
      const confirm = this.#confirms().find((box) => box.dataset.confirm === question);
      const target = kind === "confirm" ? confirm : inputs[0];
      if (confirm) /** @type {HTMLElement} */ (confirm.parentElement).hidden = kind !== "confirm";
      const link = document.createElement("a");
      link.textContent = message;
      link.href = `#${inputs[0]?.id ?? ""}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        target?.focus();
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    /** @type {HTMLElement} */ (summary.querySelector("ul")).replaceChildren(...links);
    summary.hidden = false;
    document.title = `${this.#data.words["problem-title"]} ${this.#title}`;
    summary.focus({ preventScroll: true });
    this.#bringIntoView(summary);
    newControls();
  }

  // Python

  /** Starts loading, unless the reader's browser asks pages to save data. */
  #load() {
    const network = /** @type {{ saveData?: boolean } | undefined} */ (
      Reflect.get(navigator, "connection")
    );
    if (network?.saveData !== true) this.#start();
  }

  #start() {
    try {
      // A failure reaches whoever waits for an answer.
      connection().start().catch(() => {});
    } catch {
      // Without the build's manifest there is no Python; the result says so when it is asked for.
    }
  }

  /**
   * Asks Python to score what is in the form; the same question is asked once.
   *
   * @returns {Asked}
   */
  #ask() {
    const wanted = this.#request();
    const text = JSON.stringify(wanted);
    if (this.#asked?.text !== text) {
      /** @type {Asked} */
      const asked = { text, promise: connection().respond(wanted) };
      this.#asked = asked;
      asked.promise.then(
        (answer) => {
          asked.answer = answer;
          asked.drawing = this.#drawAhead(asked).catch(() => {});
        },
        () => {
          if (this.#asked === asked) this.#asked = undefined;
        },
      );
    }
    return /** @type {Asked} */ (this.#asked);
  }

  /**
   * Says whether something else has been asked since: then an answer comes too late to be shown.
   *
   * @param {Asked} asked
   */
  #isOutdated(asked) {
    return this.#asked !== undefined && this.#asked !== asked;
  }

  /**
   * Draws an answer out of sight, part by part: no press waits behind all of it, and the last one
   * has only to show it.
   *
   * @param {Asked} asked
   */
  async #drawAhead(asked) {
    const { ok } = asked.answer;
    if (!ok || ok.care) return;
    const shown = this.#one('[data-part="result"]');
    for (const name of ["", ...RESULT]) {
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#asked !== asked || !shown.hidden) return;
      if (name) fill(this, name, this.#report);
      else this.#take(ok);
    }
    asked.isDrawn = true;
  }

  /** @param {boolean} focus */
  async #score(focus) {
    let shared;
    try {
      shared = connection();
    } catch {
      this.#showPart("failure", focus);
      return;
    }
    if (shared.state === "idle" || shared.state === "stopped") {
      const total = this.#megabytes();
      this.#say("save-data", { total });
      this.#load();
      if (connection().state === "idle") {
        this.#showPart("save-data", focus);
        return;
      }
    }
    if (shared.state === "failed") {
      this.#showPart("failure", focus);
      return;
    }
    const asked = this.#ask();
    if (asked.answer) {
      this.#draw(asked.answer, focus);
      return;
    }
    this.#say("waiting-text", {});
    this.#one('[data-part="waiting"] [data-go="by-hand"]').hidden = true;
    this.#patience = setTimeout(() => {
      this.#one('[data-words="waiting-text"]').textContent = this.#data.words["waiting-long"] ?? "";
      this.#one('[data-part="waiting"] [data-go="by-hand"]').hidden = false;
    }, PATIENCE);
    this.#showPart("waiting", focus);
    const answer = await asked.promise.catch(() => undefined);
    await asked.drawing;
    if (this.#isOutdated(asked)) return;
    clearTimeout(this.#patience);
    if (this.#place.at !== "result" || !this.isConnected) return;
    if (answer) this.#draw(answer, true);
    else this.#showPart("failure", true);
  }

  /**
   * @param {any} answer
   * @param {boolean} focus
   */
  #draw(answer, focus) {
    this.#orFail(() => this.#drawAnswer(answer, focus));
  }

  /**
   * What cannot be drawn ends in the failure box, where it can be tried again, never in waiting.
   *
   * @param {() => void} draw
   */
  #orFail(draw) {
    try {
      draw();
    } catch (error) {
      console.error(error);
      this.#asked = undefined;
      this.#showPart("failure", true);
    }
  }

  /**
   * @param {any} answer
   * @param {boolean} focus
   */
  #drawAnswer(answer, focus) {
    const problems = answer.error?.problems ?? [];
    const screen = this.#data.screens.find((one) =>
      one.questions.some((question) =>
        question.fields.some((field) => field.id === problems[0]?.question),
      ),
    );
    if (screen) {
      this.#show({ at: screen.id });
      this.#keepPlace();
      this.#showProblems(problems);
    } else if (answer.ok) {
      // A stop, or more than this form knows: another self-test of this visit said it.
      for (const card of this.#all("[data-card]")) {
        card.hidden = !answer.ok.care || card.dataset.card !== answer.ok.level;
      }
      if (answer.ok.care && answer.ok.results.length === 0) {
        this.#showPart("", focus);
        return;
      }
      const asked = this.#asked;
      if (!asked?.isDrawn) {
        this.#take(answer.ok);
        for (const name of RESULT) fill(this, name, this.#report);
        if (asked) asked.isDrawn = true;
      }
      this.#one('[data-fill="result-plan"]').ariaBusy = "false";
      this.#one(".self-test-choices").hidden = !answer.ok.plan;
      this.#offerMore();
      this.#one('[data-part="keep"]').hidden = Boolean(answer.ok.care);
      this.#showPart("result", focus);
      if (!answer.ok.care) {
        answered();
        this.#sayWhy();
        this.#tell();
      }
      // Whatever Python has to say has been said: now is the time to make the next visit short.
      connection().keep();
    } else {
      // Trying again asks again.
      this.#asked = undefined;
      this.#showPart("failure", focus);
    }
  }

  /** @param {any} report */
  #take(report) {
    this.#report = shown(report, {
      bundle: this.#manifest().digest,
      answers: this.#answersAsRead(),
    });
  }

  /** Shows what is left of a visit of several self-tests, if anything is. */
  #offerMore() {
    const offer = this.querySelector("[data-go-on]");
    if (!(offer instanceof HTMLElement)) return;
    const given = this.#given();
    const isOpen = Boolean(firstOpen(this.#data, given));
    const isShort = chosenSelfTests(this.#data, given).length < this.#data.self_tests.length;
    offer.hidden = this.#report.care || (!isOpen && !isShort);
    for (const line of this.#all("[data-go-on] [data-when]")) {
      line.hidden = (line.dataset.when === "open") !== isOpen;
    }
  }

  /** Says that a result is shown, to whoever keeps or shares it. */
  #tell() {
    /** @type {ResultShown} */
    const detail = {
      selfTest: this.#data.form,
      report: this.#report,
      request: this.#request(),
      respond: (wanted) => connection().respond(wanted),
    };
    const event = new CustomEvent("self-test-result", { bubbles: true, detail });
    this.#one('[data-part="keep"]').dispatchEvent(event);
  }

  /** What Python is asked to score. */
  #request() {
    const boxes = this.#boxes("input[data-equipment]");
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    const session = this.#boxes("input[data-minutes]").find((choice) => choice.checked);
    return request(this.#data, this.#given(), {
      ...(chosen.length < boxes.length ? { equipment: chosen } : {}),
      ...(session ? { minutes: Number(session.value) } : {}),
      today: today(),
      visit: told(),
    });
  }

  /** Returns the answers as the reader sees them in the form. */
  #answersAsRead() {
    const given = this.#given();
    const { answers, unit } = given;
    return chosenScreens(this.#data, given)
      .flatMap((screen) => screen.questions)
      .flatMap((question) =>
        [...askedIds(question, answers)].map((field) => {
          const place = this.#one(`[data-question="${question.id}"] [data-field="${field}"]`);
          const side = place.querySelector("legend, label:not(.self-test-option)")?.firstChild;
          const asked = this.#one(`[data-question="${question.id}"] [data-question-text]`);
          const texts = this.#boxes(`input[name="${field}"]`)
            .filter((input) => (input.type === "text" ? strip(input.value) : input.checked))
            .map((input) =>
              input.type === "text"
                ? withUnit(strip(input.value), unit, this.#data.numbers)
                : (input.nextElementSibling?.textContent ?? input.value),
            );
          const name = place.tagName === "FIELDSET" || place.querySelector("label[for]") ? side : null;
          return {
            field,
            question: [asked.textContent, name?.textContent?.replace(/,\s*$/, "")]
              .filter(Boolean)
              .join(": "),
            text: texts.join(", "),
          };
        }),
      )
      .filter(({ text }) => text);
  }

  /**
   * @param {string} name
   * @param {boolean} focus
   */
  #showPart(name, focus) {
    if (name === "failure") void lookForDeploy();
    for (const part of this.#all(".self-test-part")) part.hidden = part.dataset.part !== name;
    newControls({ keys: focus });
    // Finding out where the heading stands takes as long as the rest of a press.
    clearTimeout(this.#focusing);
    if (focus) this.#focusing = setTimeout(() => this.#focusHeading());
  }

  /** The reader is elsewhere now: nothing that was to come takes them back. */
  #forgetTimers() {
    clearTimeout(this.#patience);
    clearTimeout(this.#focusing);
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} gaps
   */
  #say(name, gaps) {
    const sentence = this.#data.words[name] ?? "";
    this.#one(`[data-words="${name}"]`).textContent = sentence.replace(
      /\{(\w+)\}/g,
      (gap, key) => gaps[key] ?? gap,
    );
  }

  /** @returns {{ digest?: string, parts?: Record<string, { transfer: number }> }} */
  #manifest() {
    return JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "{}");
  }

  #megabytes() {
    const parts = Object.values(this.#manifest().parts ?? {});
    const bytes = parts.reduce((sum, part) => sum + part.transfer, 0);
    return (bytes / MEGABYTE).toFixed(1);
  }

  /** @param {Progress} progress */
  #progress = ({ loadedBytes, totalBytes }) => {
    const part = totalBytes > 0 ? loadedBytes / totalBytes : 0;
    const total = this.#megabytes();
    this.#one("progress").setAttribute("value", String(part));
    this.#say("loaded", { loaded: (part * Number(total)).toFixed(1), total });
  };

  // Buttons

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    switch (button?.dataset.go) {
      case "back":
        this.#back();
        break;
      case "load":
        this.#start();
        this.#score(true);
        break;
      case "by-hand":
        this.#byHand();
        break;
      case "on":
        this.#goOn();
        break;
      case "change":
        this.#change(button.value);
        break;
      case "print":
        print(button.value);
        break;
      case "start-again":
        void this.#finish(button);
        break;
    }
  }

  #byHand() {
    this.#scorecard.open = true;
    const { answers, unit } = this.#given();
    for (const [field, texts] of Object.entries(answers)) {
      const places = this.#all(`[data-written="${field}"]`);
      texts.slice(0, places.length).forEach((text, number) => {
        const place = /** @type {HTMLElement} */ (places[number]);
        place.textContent = withUnit(text, unit, this.#data.numbers);
      });
    }
    this.#scorecard.querySelector("summary")?.focus({ preventScroll: true });
    this.#scorecard.scrollIntoView({ block: "start" });
    newControls();
  }

  /** @param {string} field */
  #change(field) {
    const screen = this.#data.screens.find((one) =>
      one.questions.some((question) => question.fields.some(({ id }) => id === field)),
    );
    this.#isCorrecting = true;
    this.#go({ at: screen?.id ?? "start" });
    const inputs = this.#inputs().filter((input) => input.name === field);
    (inputs.find((input) => input.checked) ?? inputs[0])?.focus();
  }

  /** @param {HTMLElement} button asks before a result goes that was not saved */
  async #finish(button) {
    const isKept = this.dataset.kept !== undefined;
    if (isKept || (await isSure(button, this.#one("[data-finishing]")))) forget();
  }

  /**
   * Another form, tab or page was told something: this form holds it, too, and what it means. Or
   * the visit has ended, here or elsewhere: nothing of it stays on this page.
   *
   * @param {boolean} isOver
   */
  #hear(isOver) {
    const isInHand = this.contains(document.activeElement);
    const signs = this.#signs();
    const isChanged = recall(...this.#kept());
    const wasWarned = this.#isWarned;
    this.#isWarned = isWarned();
    this.#sayWhy();
    if (isOver) {
      this.#asked = undefined;
      this.#report = undefined;
      this.#isCorrecting = false;
      this.#resetChoices();
      for (const place of this.#all("[data-fill], [data-written]")) place.replaceChildren();
      this.#one("[data-joined]").textContent = "";
      this.dispatchEvent(new Event("self-test-emptied"));
    } else if (!isChanged && wasWarned === this.#isWarned) {
      return;
    }
    this.#showUnit();
    // Told elsewhere: its card stands before whatever was shown.
    const isNew = this.#signs() > signs && this.#place.at !== "start";
    const place = isOver ? { at: "start" } : this.#warned(isNew ? { at: "result" } : this.#place);
    const isHere = place.at === this.#place.at && place.card === this.#place.card;
    if (isHere && place.at !== "result") return this.#refresh();
    // A session of a plan that may not hold any more.
    this.querySelector("dialog")?.close();
    if (isOver && isInHand) return this.#go(place);
    this.#show(place);
    this.#keepPlace();
  }

  /** Says why the check is asked again, as long as it is. */
  #sayWhy() {
    this.#one("[data-asked-again]").hidden = !isUnknown();
  }

  /** Whatever a browser brings back by itself: who told nothing has chosen nothing. */
  #resetChoices() {
    for (const box of this.#boxes("input:not(form *)")) box.checked = box.defaultChecked;
  }

  /**
   * Returns the place, or the card of the sign that stands before it now.
   *
   * @param {Place} wanted
   * @returns {Place}
   */
  #warned(wanted) {
    const given = this.#given();
    const place = this.#reachable(wanted, given);
    const screen = this.#screen(place.at);
    const card = screen && place.at !== wanted.at && cardAt(this.#data, screen, given);
    return card ? { at: place.at, card } : place;
  }

  /**
   * Another choice of equipment or time: the plan alone is drawn anew, so nothing above it moves.
   *
   * @param {Event} event
   */
  async #filter({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.dataset.equipment === undefined && target.dataset.minutes === undefined) return;
    const plan = this.#one('[data-fill="result-plan"]');
    plan.ariaBusy = "true";
    const asked = this.#ask();
    const answer = await asked.promise.catch(() => undefined);
    if (this.#isOutdated(asked)) return;
    plan.ariaBusy = "false";
    if (this.#place.at !== "result" || !this.isConnected) return;
    if (answer?.ok) {
      this.#orFail(() => {
        this.#take(answer.ok);
        for (const name of PLAN) fill(this, name, this.#report);
        this.#tell();
      });
    } else {
      // The choice stays as it is: trying again answers it.
      this.#asked = undefined;
      this.#showPart("failure", true);
    }
  }

  /** On paper there is the result, or the scorecard where there is none. */
  #unfold() {
    if (this.#one('[data-part="result"]').hidden) this.#scorecard.open = true;
  }
}

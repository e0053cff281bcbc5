/**
 * From the answers to a result: asks Python, waits for the report, and shows it.
 *
 * @module
 */

import { keepChoices, requestOf } from "../form/answers.mjs";
import { connection, megabytes, startUnlessSaving } from "../python/connection.mjs";
import { answered } from "../shared/visit-memory.mjs";
import { Drawing } from "./drawing.mjs";
import { Scoring } from "./scoring.mjs";
import { Waiting } from "./waiting.mjs";

/** @import { Problem } from "../form/answer-checks.mjs" */
/** @import { Form } from "../form/form.mjs" */

/**
 * @typedef {object} Around
 * @property {() => boolean} isAwaited whether the reader waits for a result
 * @property {(screen: string, problems: Problem[]) => void} refuse shows what has to be corrected
 * @property {() => void} answered called after a result whose safety check was clear
 */

export class Asking {
  waiting;
  #form;
  #around;
  #drawing;
  #scoring;

  /**
   * @param {Form} form
   * @param {Around} around
   */
  constructor(form, around) {
    this.#form = form;
    this.#around = around;
    this.waiting = new Waiting(form);
    this.#drawing = new Drawing(form);
    this.#scoring = new Scoring(
      (request) => connection().respond(request),
      (answer, isWanted) => this.#drawing.ahead(answer, isWanted),
    );
  }

  /** Asks before the reader wants the result, so that the last press only has to show it. */
  ahead() {
    if (connection().state === "ready") this.#ask();
  }

  #ask() {
    return this.#scoring.ask(requestOf(this.#form));
  }

  /** @param {boolean} focus */
  async score(focus) {
    const { waiting } = this;
    let shared;
    try {
      shared = connection();
    } catch {
      waiting.show("failure", focus);
      return;
    }
    if (shared.state === "idle") {
      this.#form.say("save-data", { total: megabytes() });
      startUnlessSaving();
      if (connection().state === "idle") {
        waiting.show("save-data", focus);
        return;
      }
    }
    if (shared.state === "failed") {
      waiting.show("failure", focus);
      return;
    }
    const question = this.#ask();
    if (question.answer) {
      this.#draw(question.answer, focus);
      return;
    }
    waiting.begin(focus);
    const answer = await question.promise.catch(() => {});
    await question.drawing;
    if (this.#scoring.isOutdated(question)) return;
    waiting.end();
    if (!this.#around.isAwaited()) return;
    if (answer) this.#draw(answer, true);
    else waiting.show("failure", true);
  }

  /**
   * Equipment or time was changed: only the plan is drawn again, so that nothing above it moves.
   *
   * @param {Event} event
   */
  async filter({ target }) {
    if (!(target instanceof HTMLInputElement) || target.closest("form")) return;
    keepChoices(this.#form);
    if (!target.matches("[data-equipment],[data-minutes]")) return;
    const plan = this.#form.one('[data-fill="result-plan"]');
    plan.ariaBusy = "true";
    const question = this.#ask();
    const answer = await question.promise.catch(() => {});
    if (this.#scoring.isOutdated(question)) return;
    plan.ariaBusy = "false";
    if (!this.#around.isAwaited()) return;
    // If this fails, the choice stays: "Try again" then asks with it.
    if (!answer?.ok) this.#fail(true);
    else {
      this.#orFail(() => {
        this.#drawing.plan(answer.ok);
        this.#drawing.tell();
      });
    }
  }

  /** The visit has ended: nothing of the result stays. */
  forget() {
    this.#scoring.forget();
    this.#drawing.forget();
  }

  /** @param {boolean} focus */
  #fail(focus) {
    this.#scoring.fail();
    this.waiting.show("failure", focus);
  }

  /**
   * If something cannot be drawn, the failure box is shown, where the reader can try again, and not
   * the waiting box.
   *
   * @param {() => void} draw
   */
  #orFail(draw) {
    try {
      draw();
    } catch (error) {
      console.error(error);
      this.#fail(true);
    }
  }

  /**
   * @param {any} answer
   * @param {boolean} focus
   */
  #draw({ ok, error }, focus) {
    this.#orFail(() => {
      const problems = error?.problems ?? [];
      const screen = this.#form.screenOf(problems[0]?.question);
      if (screen) this.#around.refuse(screen.id, problems);
      else if (ok) this.#drawResult(ok, focus);
      else this.#fail(focus);
    });
  }

  /**
   * @param {any} report
   * @param {boolean} focus
   */
  #drawResult(report, focus) {
    this.#drawing.cards(report);
    if (report.care && report.results.length === 0) {
      this.waiting.show("", focus);
      return;
    }
    if (this.#scoring.state !== "drawn") this.#drawing.all(report);
    this.#scoring.drawn();
    this.#drawing.around(report);
    this.waiting.show("result", focus);
    if (!report.care) {
      answered();
      this.#around.answered();
      this.#drawing.tell();
    }
    // Python has nothing more to do now: a good moment to save it for the next visit.
    connection().keep();
  }
}

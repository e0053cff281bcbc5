/**
 * What was asked of Python last, and how far its answer has come. Knows of no page: what asks and
 * what draws are given to it.
 *
 * @module
 */

/**
 * `idle`: nothing is asked. `asking`: an answer is on its way, or there and not all drawn. `drawn`:
 * it stands in the page, perhaps out of sight. `failed`: there is none, or it could not be drawn.
 *
 * @typedef {"idle" | "asking" | "drawn" | "failed"} State
 */

/**
 * @typedef {object} Question
 * @property {string} text
 * @property {Promise<any>} promise
 * @property {any} [answer] once it is there
 * @property {Promise<void>} [drawing] settles when as much of it is drawn as can be
 */

export class Scoring {
  /** @type {State} */
  #state = "idle";
  /** @type {Question | undefined} */
  #last;
  #respond;
  #draw;

  /**
   * @param {(request: object) => Promise<any>} respond
   * @param {(answer: any, isWanted: () => boolean) => Promise<boolean>} draw draws ahead as long as
   *   it is wanted, and says whether all is drawn
   */
  constructor(respond, draw) {
    this.#respond = respond;
    this.#draw = draw;
  }

  get state() {
    return this.#state;
  }

  /**
   * Asks; the same question is asked once.
   *
   * @param {object} request
   * @returns {Question}
   */
  ask(request) {
    const text = JSON.stringify(request);
    if (this.#last?.text === text) return this.#last;
    /** @type {Question} */
    const question = { text, promise: this.#respond(request) };
    this.#last = question;
    this.#state = "asking";
    const isWanted = () => this.#last === question;
    question.promise.then(
      (answer) => {
        question.answer = answer;
        question.drawing = this.#draw(answer, isWanted).then(
          (isDrawn) => {
            if (isDrawn && isWanted()) this.#state = "drawn";
          },
          () => {},
        );
      },
      () => {
        if (isWanted()) this.fail();
      },
    );
    return question;
  }

  /**
   * Says whether something else has been asked since: then an answer comes too late to be shown.
   *
   * @param {Question} question
   */
  isOutdated(question) {
    return this.#last !== undefined && this.#last !== question;
  }

  /** The last answer stands in the page. */
  drawn() {
    if (this.#last) this.#state = "drawn";
  }

  /** There is no answer, or none that can be shown: whoever asks again is asked for anew. */
  fail() {
    this.#last = undefined;
    this.#state = "failed";
  }

  /** The visit has ended. */
  forget() {
    this.#last = undefined;
    this.#state = "idle";
  }
}

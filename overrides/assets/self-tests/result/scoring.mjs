/**
 * The last request to Python, and how far its answer has come. Knows nothing of the page: the
 * functions that ask and draw are passed in.
 *
 * @module
 */

/**
 * `idle`: nothing was asked. `asking`: the answer is on its way, or not completely drawn. `drawn`:
 * it is in the page, perhaps hidden. `failed`: there is none, or it could not be drawn.
 *
 * @typedef {"idle" | "asking" | "drawn" | "failed"} State
 */

/**
 * @typedef {object} Question
 * @property {string} text
 * @property {Promise<any>} promise
 * @property {any} [answer] once it has come
 * @property {Promise<void>} [drawing] settles when no more of it can be drawn ahead
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
   * @param {(answer: any, isWanted: () => boolean) => Promise<boolean>} draw draws ahead as long as the answer
   *   is wanted, and says whether all of it was drawn
   */
  constructor(respond, draw) {
    this.#respond = respond;
    this.#draw = draw;
  }

  get state() {
    return this.#state;
  }

  /**
   * Asks Python; a request equal to the last one is not sent again.
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
   * Says whether another request was made since: its answer then replaces this one.
   *
   * @param {Question} question
   */
  isOutdated(question) {
    return this.#last !== undefined && this.#last !== question;
  }

  /** Notes that the last answer is in the page. */
  drawn() {
    if (this.#last) this.#state = "drawn";
  }

  /** Notes that there is no answer, or none that can be shown: the next request is sent anew. */
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

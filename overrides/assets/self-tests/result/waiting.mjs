/**
 * The boxes in the place of a result, one at a time: loading, loading would cost data, it failed,
 * the result.
 *
 * @module
 */

import { hearProgress, megabytes } from "../python/connection.mjs";
import { lookForDeploy } from "../shared/deploys.mjs";
import { newControls } from "../shared/presses.mjs";

/** @import { Form } from "../form/form.mjs" */

// Milliseconds of waiting after which the scorecard is offered, while loading goes on.
const PATIENCE = 20_000;

export class Waiting {
  #form;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  /** @param {Form} form */
  constructor(form) {
    this.#form = form;
  }

  /**
   * Shows how far loading has come.
   *
   * @param {AbortSignal} signal
   */
  watch(signal) {
    hearProgress(({ loadedBytes, totalBytes }) => {
      const part = totalBytes > 0 ? loadedBytes / totalBytes : 0;
      const total = megabytes();
      this.#form.one("progress").setAttribute("value", String(part));
      this.#form.say("loaded", { loaded: (part * Number(total)).toFixed(1), total });
    }, signal);
  }

  /**
   * Shows one box; an unknown name hides all of them.
   *
   * @param {string} name
   * @param {boolean} focus
   */
  show(name, focus) {
    if (name === "failure") void lookForDeploy();
    for (const part of this.#form.all(".self-test-part")) part.hidden = part.dataset.part !== name;
    newControls({ keys: focus });
    if (focus) this.#form.focusHeading();
  }

  /**
   * Says that Python is loading, and after a while that there is the scorecard.
   *
   * @param {boolean} focus
   */
  begin(focus) {
    const form = this.#form;
    const byHand = form.one('[data-part="waiting"] [data-go="by-hand"]');
    form.say("waiting-text", {});
    byHand.hidden = true;
    this.#patience = setTimeout(() => {
      form.one('[data-words="waiting-text"]').textContent = form.data.words["waiting-long"] ?? "";
      byHand.hidden = false;
    }, PATIENCE);
    this.show("waiting", focus);
  }

  /** The waiting is over. */
  end() {
    clearTimeout(this.#patience);
  }

  /** The reader has gone elsewhere: nothing may move the focus back. */
  leave() {
    this.end();
    this.#form.leaveHeading();
  }
}

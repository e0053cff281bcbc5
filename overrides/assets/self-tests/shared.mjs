/**
 * Shows what a link holds as somebody's result. The text of a link may be anything: Python reads
 * it, and what Python says is only ever set as text.
 *
 * @module
 */

import { connectPage } from "./client.mjs";
import { filled } from "./filling.mjs";
import { forget, join } from "./memory.mjs";
import { newControls } from "./presses.mjs";
import { today } from "./saved.mjs";

/**
 * @param {Element} element
 * @param {string} text
 */
export async function open(element, text) {
  /** @param {string} selector */
  const one = (selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
  const part = one("[data-shared]");
  const waiting = one("[data-shared] [data-waiting]");
  const ask = one("[data-shared] [data-ask]");
  const problem = one("[data-shared] [data-problem]");
  const result = one("[data-shared] [data-result]");
  const mine = one('[data-shared] [data-do="mine"]');
  /** @type {Record<string, string | string[]> | undefined} */
  let answers;
  /** @param {boolean} [isAsked] */
  const read = async (isAsked) => {
    const network = /** @type {{ saveData?: boolean } | undefined} */ (
      Reflect.get(navigator, "connection")
    );
    if (network?.saveData && !isAsked) {
      ask.hidden = false;
      return;
    }
    ask.hidden = true;
    waiting.hidden = false;
    const answer = await asked(text);
    waiting.hidden = true;
    if (answer?.ok) {
      answers = answer.ok.answers;
      const template = /** @type {HTMLTemplateElement} */ (one('[data-template="shared"]'));
      result.replaceChildren(filled(template, { ...answer.ok, ...answer.ok.report }));
      mine.hidden = false;
    } else {
      problem.textContent = answer?.error.message ?? problem.dataset.failed;
    }
    newControls({ keys: false });
  };
  problem.textContent = "";
  result.replaceChildren();
  mine.hidden = true;
  part.hidden = false;
  part.onclick = ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button?.dataset.do === "load") void read(true);
    if (button?.dataset.do === "mine" && answers) {
      // A fresh visit: what stood here belongs to somebody else, or to another day.
      forget();
      join(answers, (field) => element.querySelector(`form [name="${CSS.escape(field)}"]`) !== null);
    }
    if (button?.dataset.do === "mine" || button?.dataset.do === "own") {
      part.hidden = true;
      newControls();
      const heading = [...element.querySelectorAll("h3[tabindex]")].find(
        (each) => each.getClientRects().length > 0,
      );
      /** @type {HTMLElement | undefined} */ (heading)?.focus();
    }
  };
  element.scrollIntoView({ block: "start" });
  await read();
}

/** @param {string} text */
async function asked(text) {
  try {
    const shared = connectPage(document);
    await shared.start();
    return await shared.respond({ do: "open", version: 1, text, today: today() });
  } catch {
    return undefined;
  }
}

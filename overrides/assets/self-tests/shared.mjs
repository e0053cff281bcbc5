/**
 * Shows what a link holds as somebody's result. The text of a link may be anything: Python reads
 * it, and what Python says is only ever set as text.
 *
 * @module
 */

import { bundleOf, connectPage } from "./client.mjs";
import { lookForDeploy } from "./deploys.mjs";
import { filled } from "./filling.mjs";
import { FRAGMENT } from "./later.mjs";
import { forget, join, watchVisit } from "./memory.mjs";
import { newControls } from "./presses.mjs";
import { shown } from "./result.mjs";
import { isText, today } from "./saved.mjs";
import { LINK } from "./storage-names.mjs";
import { LONGEST } from "./visit.mjs";

// Somebody's result, in the templates of one's own where it has no words to the reader.
const PARTS = ["shared", "result-certainty", "result-picture", "result-numbers", "shared-end"];
// No link of ours is near as long, and Python says so of a longer one, too.
const MOST = 9999;

/**
 * Shows the link that this page was opened with, if there is one. It leaves the address before
 * anything else: the tab keeps it until the reader goes on, so that a reload shows it again,
 * whatever came of it the first time. Where the tab keeps nothing, it stays in the address.
 *
 * @param {Element} element
 */
export async function open(element) {
  const [found] = FRAGMENT.exec(location.hash) ?? [];
  const text = found ? location.hash.slice(found.length, MOST) : kept();
  if (text === undefined) return;
  if (found && keep(text)) leaveAddress();
  await show(element, text);
}

function leaveAddress() {
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** @param {string} text */
function keep(text) {
  try {
    const link = JSON.stringify({ text, at: location.pathname, since: Date.now() });
    sessionStorage.setItem(LINK, link);
    return sessionStorage.getItem(LINK) === link;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} the link of this page, for as long as a visit lasts */
function kept() {
  try {
    const { text, at, since } = JSON.parse(sessionStorage.getItem(LINK) ?? "{}");
    const isLate = !(Date.now() - since < LONGEST);
    if (isLate) drop();
    return isText(text) && at === location.pathname && !isLate ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The reader goes on: the link is as good as never opened. */
function drop() {
  try {
    sessionStorage.removeItem(LINK);
  } catch {
    // It was never there.
  }
  if (FRAGMENT.test(location.hash)) leaveAddress();
}

/**
 * @param {Element} element
 * @param {string} text
 */
async function show(element, text) {
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
  /** What the link holds, as Python says it. @type {any} */
  let held;
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
      held = answer.ok;
      answers = held.answers;
      const scope = { ...answer.ok, ...shown(answer.ok.report, { bundle: bundleOf(document).digest, answers: [] }) };
      result.replaceChildren(
        ...PARTS.map((name) =>
          filled(/** @type {HTMLTemplateElement} */ (one(`[data-template="${name}"]`)), scope),
        ),
      );
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
    if (target instanceof Node && result.contains(target)) void copy(result, button, held);
    if (button?.dataset.do === "mine" && answers) {
      // A fresh visit: what stood here belongs to somebody else, or to another day.
      forget();
      join(answers, (field) => element.querySelector(`form [name="${CSS.escape(field)}"]`) !== null);
    }
    if (button?.dataset.do === "mine" || button?.dataset.do === "own") {
      drop();
      part.hidden = true;
      newControls();
      const heading = [...element.querySelectorAll("h3[tabindex]")].find(
        (each) => each.getClientRects().length > 0,
      );
      /** @type {HTMLElement | undefined} */ (heading)?.focus();
    }
  };
  // What ends the visit ends this, too, wherever that was pressed.
  watchVisit((isOver) => {
    if (!isOver) return;
    drop();
    part.hidden = true;
  });
  element.scrollIntoView({ block: "start" });
  await read();
}

/**
 * Copies the note for a clinician. What does it is there before the press, since a clipboard takes
 * nothing but while that is fresh.
 *
 * @param {HTMLElement} result
 * @param {HTMLButtonElement | null} button
 * @param {any} held
 */
async function copy(result, button, held) {
  const loaded = await import("./handing.mjs").catch(lookForDeploy);
  if (button?.dataset.do !== "note") return;
  const said = /** @type {HTMLElement} */ (button.closest("details")?.querySelector("[role=status]"));
  const now = /** @type {import("./keep.mjs").Shown} */ ({ shared: held });
  if (loaded) await loaded.handOn(button, said, now, result);
  else said.textContent = button.dataset.failed ?? "";
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

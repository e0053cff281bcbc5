/**
 * Shows the result in a link as that of somebody else. The text of a link may be anything: Python
 * reads it, and what Python returns is only ever written as text.
 *
 * @module
 */

import { bundleOf } from "../python/client.mjs";
import { askPage, savesData } from "../python/page-client.mjs";
import { lookForDeploy } from "../shared/deploys.mjs";
import { focusTitle, one } from "../shared/dom.mjs";
import { FRAGMENT } from "../shared/environment.mjs";
import { filled } from "../shared/fill-template.mjs";
import { isSure, newControls, pressed } from "../shared/presses.mjs";
import { TAB, isText, put, textUnder, today } from "../shared/saved-results.mjs";
import { LINK } from "../shared/storage-names.mjs";
import { forget, isTold, isWarned, join, watchVisit } from "../shared/visit-memory.mjs";
import { marks } from "../shared/visit-marks.mjs";
import { LONGEST } from "../shared/visit.mjs";
import { shown } from "./result.mjs";

// The templates for somebody else's result: those of a reader's own result that do not address the
// reader, and two more.
const PARTS = ["shared", "result-certainty", "result-picture", "result-numbers", "shared-end"];
// No link of ours is nearly as long, and Python refuses longer ones, too.
const MOST = 9999;

/** The link that is shown: the moment at which it was opened, or its text if the tab keeps nothing. */
let shownLink = /** @type {number | string | undefined} */ (undefined);

/**
 * Shows the link of the present history entry, if it has one, and hides that of another entry. The
 * link is removed from the address first: the tab keeps it until the reader goes on, so that a
 * reload shows it again, even if it failed the first time. If the tab cannot keep it, it stays in
 * the address.
 *
 * @param {Element} element
 */
export async function open(element) {
  const part = one(element, "[data-shared]");
  const [found] = FRAGMENT.exec(location.hash) ?? [];
  const given = found && location.hash.slice(found.length, MOST);
  const link = given === undefined ? history.state?.link : keep(given);
  const text = given ?? links()[link];
  const wanted = text && (link ?? text);
  if (!part.hidden && shownLink === wanted) return;
  shownLink = wanted;
  part.hidden = true;
  if (text !== undefined) await show(element, text);
}

/** @param {number} [link] what the history entry has of its link from now on */
function leaveAddress(link) {
  history.replaceState({ ...history.state, link }, "", location.pathname + location.search);
}

/**
 * @param {string} text
 * @returns {number | undefined} the moment under which the tab keeps it, if it can
 */
function keep(text) {
  const link = Date.now();
  if (!put(LINK, JSON.stringify({ ...links(), [link]: text }), TAB)) return undefined;
  leaveAddress(link);
  return link;
}

/**
 * Returns the links that this tab keeps, each under the moment at which it was opened. Those that
 * are older than a visit lasts, or than the end of the last one, are removed.
 *
 * @returns {Record<string, string>}
 */
function links() {
  let all = {};
  try {
    all = JSON.parse(textUnder(LINK, TAB) ?? "{}") ?? {};
  } catch {
    // Not written by us: it holds no link.
  }
  const kept = Object.entries(all).filter(
    ([moment, text]) => isText(text) && Date.now() - +moment < LONGEST && +moment > marks()[0],
  );
  put(LINK, kept.length > 0 ? JSON.stringify(Object.fromEntries(kept)) : undefined, TAB);
  return Object.fromEntries(kept);
}

/** The reader has gone on: all links are forgotten. */
function drop() {
  put(LINK, undefined, TAB);
  if (history.state?.link || FRAGMENT.test(location.hash)) leaveAddress();
}

/** Number of the link that is shown. An answer about an earlier one is ignored. */
let turn = 0;

/**
 * @param {Element} element
 * @param {string} text
 */
async function show(element, text) {
  const mine = (turn += 1);
  const part = one(element, "[data-shared]");
  const waiting = one(part, "[data-waiting]");
  const ask = one(part, "[data-ask]");
  const problem = one(part, "[data-problem]");
  const result = one(part, "[data-result]");
  const own = one(part, '[data-do="mine"]');
  /** @type {Record<string, string | string[]> | undefined} */
  let answers;
  /** What Python has read from the link. @type {any} */
  let held;
  /** @param {boolean} [isAsked] */
  const read = async (isAsked) => {
    if (savesData() && !isAsked) {
      ask.hidden = false;
      return;
    }
    ask.hidden = true;
    waiting.hidden = false;
    const unit = /** @type {HTMLInputElement | null} */ (element.querySelector("[data-unit-choice]:checked"))?.value;
    const answer = await askPage({ do: "open", text, today: today(), unit }).catch(() => {});
    if (mine !== turn) return;
    waiting.hidden = true;
    if (answer?.ok) {
      held = answer.ok;
      answers = held.answers;
      const scope = { ...answer.ok, ...shown(answer.ok.report, { bundle: bundleOf(document).digest, answers: [] }) };
      result.replaceChildren(
        ...PARTS.map((name) =>
          filled(/** @type {HTMLTemplateElement} */ (one(element, `[data-template="${name}"]`)), scope),
        ),
      );
      own.hidden = false;
    } else {
      problem.textContent = answer?.error.message ?? problem.dataset.failed;
    }
    newControls({ keys: false });
  };
  problem.textContent = "";
  result.replaceChildren();
  own.hidden = true;
  part.hidden = false;
  part.onclick = async (event) => {
    const button = pressed(event);
    const { do: wanted } = button?.dataset ?? {};
    if (wanted === "load") void read(true);
    if (event.composedPath().includes(result)) void copy(result, button, held);
    if (wanted === "mine" && button && answers) {
      // A new visit: earlier answers here belong to somebody else, or to another day. But only the
      // safety check takes a warning sign back, so a visit with one goes on.
      const isSafe = element.matches("[data-kept]") || !isTold();
      if (!isSafe && !(await isSure(button, problem))) return;
      if (!isWarned()) forget();
      join(answers, (field) => element.querySelector(`form [name="${CSS.escape(field)}"]`) !== null);
    }
    if (wanted === "mine" || wanted === "own") {
      drop();
      part.hidden = true;
      newControls();
      focusTitle(element);
    }
  };
  // The end of the visit ends this, too, wherever it was ended.
  watchVisit((isOver) => {
    if (!isOver) return;
    drop();
    part.hidden = true;
  });
  element.scrollIntoView({ block: "start" });
  await read();
}

/**
 * Copies the note for a clinician. The module is loaded with the first press on the result, since
 * browsers copy to the clipboard only directly after a press.
 *
 * @param {HTMLElement} result
 * @param {HTMLButtonElement | null} button
 * @param {any} held
 */
async function copy(result, button, held) {
  const loaded = await import("./handing.mjs").catch(lookForDeploy);
  if (button?.dataset.do !== "note") return;
  const said = /** @type {HTMLElement} */ (button.closest("details")?.querySelector("[role=status]"));
  const now = /** @type {import("./save-and-share.mjs").Shown} */ ({ shared: held });
  if (loaded) await loaded.handOn(button, said, now, result);
  else said.textContent = button.dataset.failed ?? "";
}

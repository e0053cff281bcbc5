/**
 * The week under a result: its sessions can be started, and each that was led to its end fills a dot, as
 * on the page "My plan". It is kept on the device where a plan is saved there. Where none is, nobody has
 * pressed Save: then this tab keeps the day, for this visit, until somebody does.
 *
 * @module
 */

import { joined, note } from "./check-ins.mjs";
import { watchVisit } from "./memory.mjs";
import { TAB, load, put, textUnder, today } from "./saved.mjs";
import { offerSessions } from "./session.mjs";
import { DONE } from "./storage-names.mjs";

/** @import { ResultShown } from "./drawing.mjs" */

/** What each place shows at present. @type {WeakMap<Element, ResultShown>} */
const results = new WeakMap();
/** The day (ISO) of a session that is not kept on the device. */
let held = "";

/** @param {string} day ISO; none when empty */
function hold(day) {
  held = day;
  put(DONE, day, TAB);
}

/** @returns {string} */
function heldDay() {
  return textUnder(DONE, TAB) ?? held;
}

// What ends the visit ends this, too.
watchVisit((isOver) => {
  if (isOver) hold("");
});

/** @param {string} day ISO */
function keep(day) {
  hold(load().plan && !note({ done: true }, day) ? "" : day);
}

/**
 * Shows the week of a result, and looks again whenever a session has ended or something was saved.
 *
 * @param {Element} root what holds the dots, and the player of the sessions
 * @param {ResultShown} result
 */
export function showWeek(root, result) {
  offerSessions(root, result.report.plan);
  if (!results.has(root)) {
    const look = () => void show(root);
    root.addEventListener("session-done", () => {
      keep(today());
      look();
    });
    for (const later of ["saved", "storage", "pageshow"]) addEventListener(later, look);
  }
  results.set(root, result);
  void show(root);
}

/** @param {Element} root */
async function show(root) {
  // Saved since.
  if (heldDay() && load().plan) keep(heldDay());
  const done = heldDay() ? [{ date: heldDay(), done: true }] : [];
  const checkIns = joined(done, load().checkIns);
  const answer =
    checkIns.length > 0 &&
    (await results
      .get(root)
      ?.respond({ do: "check-in", version: 1, check_ins: checkIns, today: today() })
      .catch(() => {}));
  const { dots = [], week = "" } = answer?.ok ?? {};
  for (const [number, dot] of root.querySelectorAll(".self-test-week .week-dots > *").entries()) {
    /** @type {HTMLElement} */ (dot).dataset.state = String(Boolean(dots[number]));
  }
  const said = /** @type {HTMLElement | null} */ (root.querySelector("[data-week-done]"));
  if (said) said.textContent = week;
}

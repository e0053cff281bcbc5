/**
 * The dots of the week under a result: each session that was led to its end fills one, as on the page
 * "My plan". It is kept on the device where a plan is saved there. Where none is, nobody has pressed
 * Save: then this tab keeps the day, for this visit, until somebody does.
 *
 * @module
 */

import { joined, note } from "./check-ins.mjs";
import { watchVisit } from "./memory.mjs";
import { load, today } from "./saved.mjs";
import { DONE } from "./storage-names.mjs";

/** @typedef {(request: object) => Promise<any>} Respond */

/** Whom each place asks at present. @type {WeakMap<Element, Respond>} */
const asked = new WeakMap();
/** The day (ISO) of a session that is not kept on the device. */
let held = "";

/** @param {string} day ISO; none when empty */
function hold(day) {
  held = day;
  try {
    if (day) sessionStorage.setItem(DONE, day);
    else sessionStorage.removeItem(DONE);
  } catch {
    // Then this page knows it, and a reload does not.
  }
}

/** @returns {string} */
function heldDay() {
  try {
    return sessionStorage.getItem(DONE) ?? held;
  } catch {
    return held;
  }
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
 * @param {Respond} respond
 */
export function showWeek(root, respond) {
  if (!asked.has(root)) {
    const look = () => void show(root);
    root.addEventListener("session-done", () => {
      keep(today());
      look();
    });
    for (const later of ["saved", "storage", "pageshow"]) addEventListener(later, look);
  }
  asked.set(root, respond);
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
    (await asked
      .get(root)?.({ do: "check-in", version: 1, check_ins: checkIns, today: today() })
      .catch(() => {}));
  const { dots = [], week = "" } = answer?.ok ?? {};
  for (const [number, dot] of root.querySelectorAll(".self-test-week .week-dots > *").entries()) {
    /** @type {HTMLElement} */ (dot).dataset.state = String(Boolean(dots[number]));
  }
  const said = /** @type {HTMLElement | null} */ (root.querySelector("[data-week-done]"));
  if (said) said.textContent = week;
}

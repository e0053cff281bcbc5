/**
 * The week under a result: the next session, which can be started, and dots for the finished ones,
 * as on the page "My plan". Finished sessions are kept on the device if a plan is saved there.
 * Otherwise this tab keeps them, for this visit, until the reader saves the plan.
 *
 * @module
 */

import { days, heldDays, keep, note, noteAnswer, scopeOf, tellHome } from "../my-plan/check-ins.mjs";
import { offerSessions } from "../my-plan/training-session.mjs";
import { all, focusAfter, one } from "../shared/dom.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { load, today } from "../shared/saved-results.mjs";
import { isEqual } from "../shared/visit.mjs";
import { mark, marks } from "../shared/visit-marks.mjs";
import { fill, ofDay } from "./result.mjs";

/** @import { CheckInReport } from "../shared/wire.d.ts" */
/** @import { ResultShown } from "./drawing.mjs" */

/**
 * What each place shows now, and which session; `no_start` is the sentence in place of a session, `today`
 * what Python says of today.
 *
 * @type {WeakMap<Element, { result: ResultShown, day: number, no_start: string, today: object }>}
 */
const results = new WeakMap();

/**
 * Shows the week of a result, and updates it when a session has ended or something was saved.
 *
 * @param {Element} root holds the dots and the player of the sessions
 * @param {ResultShown} result
 */
export function showWeek(root, result) {
  if (!results.has(root)) {
    const look = () => void show(root);
    const showAnswer = () => void show(root).then(() => focusAfter(root));
    root.addEventListener("session-done", () => {
      note({ done: true });
      showAnswer();
    });
    root.addEventListener("session-sign", () => {
      // Other tabs do not know of it: they ask the whole safety check again.
      if (!load().plan) mark(marks()[0], Date.now());
      note({ sign: true, seen: false });
      showAnswer();
    });
    root.addEventListener("click", (event) => {
      const button = pressed(event, ".today [data-do]");
      if (!button) return;
      noteAnswer(button);
      showAnswer();
    });
    // A page that stays open may find another day when the reader comes back.
    for (const later of ["saved", "storage", "pageshow", "visibilitychange"]) addEventListener(later, look);
  }
  results.set(root, { result, day: 1, no_start: "", today: {} });
  void show(root);
}

/** @param {Element} root */
async function show(root) {
  const now = /** @type {NonNullable<ReturnType<typeof results.get>>} */ (results.get(root));
  const { report, request, respond } = now.result;
  const { plan } = load();
  // Moves what this tab holds to the device, if a plan was saved meanwhile.
  const problem = keep();
  const words = one(root, "[data-do=save]").dataset;
  if (problem) one(root, "[data-keep-bar] [role=status]").textContent = words[problem] ?? "";
  const checkIns = days();
  // A result that differs from the saved one begins a week of its own.
  const isSaved = isEqual(plan?.plan, report.plan);
  const since = (isSaved && plan?.date) || heldDays()[0]?.date || request.today;
  const asked = { do: "check-in", version: 1, check_ins: checkIns, today: today(), since };
  const answer = checkIns.length > 0 ? await respond(asked).catch(() => {}) : { ok: {} };
  // Meanwhile another result is shown, or none.
  const failed = /** @type {HTMLElement | null} */ (root.querySelector("[data-week-done]"))?.dataset.failed;
  if (results.get(root) !== now || failed === undefined) return;
  /** @type {Partial<CheckInReport>} */
  const found = answer?.ok ?? { no_start: failed };
  const { dots = [], week = "", today: day = now.day, no_start = "", may_start = true, during = "" } = found;
  now.result.next = found.day;
  if (day !== now.day || no_start !== now.no_start) {
    Object.assign(now, { day, no_start });
    const scope = { ...report, ...ofDay(report, day), no_start };
    for (const name of ["result-begin", "result-plan"]) fill(root, name, scope);
    newControls({ keys: false });
  }
  const said = answer?.ok?.title && scopeOf(report.plan, answer.ok, checkIns);
  if (said && isSaved) tellHome(root, said);
  // A sign that Python never hears of counts, too.
  const isSign = answer?.ok ? said?.advice === "sign" : checkIns.at(-1)?.sign;
  const told =
    isSign || said?.may_start === false ? { title: failed, ...said, is_sign: isSign } : {};
  if (!isEqual(told, now.today)) {
    now.today = told;
    fill(root, "result-today", told);
    newControls({ keys: false });
  }
  offerSessions(root, report.plan, { mayStart: !no_start && said?.may_start !== false, waits: !may_start, asks: checkIns.length > 0, during });
  for (const [number, dot] of all(root, ".self-test-week .week-dots > *").entries()) {
    dot.dataset.state = String(Boolean(dots[number]));
  }
  one(root, "[data-week-done]").textContent = week;
}

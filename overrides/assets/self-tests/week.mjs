/**
 * The week under a result: which session comes next and can be started, and the dots of those that were
 * led to their end, as on the page "My plan". What was done is kept on the device where a plan is saved
 * there. Where none is, nobody has pressed Save: then this tab keeps it, for this visit, until somebody
 * does.
 *
 * @module
 */

import { joined, note } from "./check-ins.mjs";
import { all, one } from "./finding.mjs";
import { watchVisit } from "./memory.mjs";
import { newControls } from "./presses.mjs";
import { fill, ofDay } from "./result.mjs";
import { TAB, load, put, readable, textUnder, today } from "./saved.mjs";
import { offerSessions } from "./session.mjs";
import { DONE } from "./storage-names.mjs";
import { isEqual } from "./visit.mjs";

/** @import { ResultShown } from "./drawing.mjs" */
/** @import { CheckIn } from "./saved.mjs" */
/** @import { CheckInReport } from "./wire.d.ts" */

/**
 * What each place shows at present, and which session of it; `no_start` is what stands in its place.
 *
 * @type {WeakMap<Element, { result: ResultShown, day: number, no_start: string }>}
 */
const results = new WeakMap();
/** What was said of days and is not kept on the device, where the tab keeps nothing either. @type {CheckIn[]} */
let held = [];

/** @param {CheckIn[]} days */
function hold(days) {
  held = days;
  put(DONE, days.length > 0 ? JSON.stringify({ check_ins: days }) : undefined, TAB);
}

/** @returns {CheckIn[]} */
function heldDays() {
  const text = textUnder(DONE, TAB);
  return text === null ? held : readable(text).checkIns;
}

// What ends the visit ends this, too.
watchVisit((isOver) => {
  if (isOver) hold([]);
});

/**
 * Keeps what this tab holds, and what was said just now.
 *
 * @param {Omit<CheckIn, "date">} [said] of today
 */
function keep(said) {
  const there = heldDays();
  const date = today();
  const now = said ? [{ ...there.find((each) => each.date === date), ...said, date }] : [];
  const days = joined(now, there);
  const isKept = load().plan && days.every((each) => !note(each, each.date));
  hold(isKept ? [] : days);
}

/**
 * Shows the week of a result, and looks again whenever a session has ended or something was saved.
 *
 * @param {Element} root what holds the dots, and the player of the sessions
 * @param {ResultShown} result
 */
export function showWeek(root, result) {
  if (!results.has(root)) {
    const look = () => void show(root);
    root.addEventListener("session-done", () => {
      keep({ done: true });
      look();
    });
    root.addEventListener("session-sign", () => {
      keep({ sign: true, seen: false });
      look();
    });
    for (const later of ["saved", "storage", "pageshow"]) addEventListener(later, look);
  }
  results.set(root, { result, day: 1, no_start: "" });
  void show(root);
}

/** @param {Element} root */
async function show(root) {
  const now = /** @type {NonNullable<ReturnType<typeof results.get>>} */ (results.get(root));
  const { report, request, respond } = now.result;
  const { plan } = load();
  // Saved since.
  if (plan) keep();
  const checkIns = joined(heldDays(), load().checkIns);
  // A result that is not the saved one begins its own week.
  const since = plan && isEqual(plan.plan, report.plan) ? plan.date : (heldDays()[0]?.date ?? request.today);
  const asked = { do: "check-in", version: 1, check_ins: checkIns, today: today(), since };
  const answer = checkIns.length > 0 && (await respond(asked).catch(() => {}));
  // Another result is shown, or none any more.
  if (results.get(root) !== now || !root.querySelector("[data-week-done]")) return;
  const { dots, week, today: day, no_start, during } = /** @type {CheckInReport} */ (
    answer?.ok ?? { dots: [], week: "", today: 1, no_start: "", during: "" }
  );
  if (day !== now.day || no_start !== now.no_start) {
    Object.assign(now, { day, no_start });
    const scope = { ...report, ...ofDay(report, day), no_start };
    for (const name of ["result-begin", "result-plan"]) fill(root, name, scope);
    newControls({ keys: false });
  }
  offerSessions(root, report.plan, { mayStart: !no_start, asks: checkIns.length > 0, during });
  for (const [number, dot] of all(root, ".self-test-week .week-dots > *").entries()) {
    dot.dataset.state = String(Boolean(dots[number]));
  }
  one(root, "[data-week-done]").textContent = week;
}

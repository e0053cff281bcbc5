/**
 * What the reader says of each day, one entry a day, and what is asked and offered then. It is kept
 * on the device if a plan is saved there; until then this tab keeps it, for this visit.
 *
 * @module
 */

import { one } from "../shared/dom.mjs";
import { TAB, load, put, readable, textUnder, today } from "../shared/saved-results.mjs";
import { save } from "../shared/saving.mjs";
import { sessionOf } from "../shared/sessions.mjs";
import { DONE, SAVED } from "../shared/storage-names.mjs";
import { watchVisit } from "../shared/visit-memory.mjs";

/** @import { CheckInReport, PlanReport } from "../shared/wire.d.ts" */
/** @import { CheckIn } from "../shared/saved-results.mjs" */
/** @import { Outcome } from "../shared/saving.mjs" */

const MOST_DISCOMFORT = 10;

/** Entries that neither the device nor the tab's storage has taken. @type {CheckIn[]} */
let held = [];

/** @param {CheckIn[]} days */
function hold(days) {
  held = put(DONE, days[0] && JSON.stringify({ check_ins: days }), TAB) ? [] : days;
}

/** @returns {CheckIn[]} the entries that are in this tab because they are not on the device */
export function heldDays() {
  return held.length > 0 ? held : readable(textUnder(DONE, TAB)).checkIns;
}

// The end of a visit ends these entries, too.
watchVisit((isOver) => {
  if (isOver) hold([]);
});

/**
 * Returns one entry a day, in the order of the days. Where both have a value for a day, `one` wins.
 *
 * @param {CheckIn[]} one
 * @param {CheckIn[]} other
 */
export function joined(one, other) {
  const days = new Map(other.map((each) => [each.date, each]));
  for (const each of one) days.set(each.date, { ...days.get(each.date), ...each });
  return [...days.values()].sort((each, next) => (each.date < next.date ? -1 : 1));
}

/** @returns {CheckIn[]} all entries, on the device and in this tab */
function all() {
  return joined(heldDays(), load().checkIns);
}

/**
 * @returns {CheckIn[]} the entries up to tomorrow, as Python counts them: later ones come from a
 *   wrong clock
 */
export function days() {
  return all().filter(({ date }) => date <= today(1));
}

/**
 * Adds to what is known of a day.
 *
 * @param {Omit<CheckIn, "date">} said
 * @param {string} [date] ISO
 */
export function note(said, date = today()) {
  const last = days().at(-1)?.date ?? "";
  // West of where the last day was told, that day is tomorrow, and a sign must not stand before it.
  if (last > date && "sign" in said) date = last;
  hold(joined([{ ...said, date }], heldDays()));
  return keep();
}

/**
 * Moves the entries of this tab to the device, if a plan is saved there.
 *
 * @returns {Outcome["problem"]}
 */
export function keep() {
  if (!load().plan || heldDays().length === 0) return "";
  const { problem } = save([], { checkIns: all() });
  if (!problem) hold([]);
  return problem;
}

/**
 * @param {CheckIn[]} checkIns
 * @returns {CheckIn | null} the last session, if the reader has not said yet how the knee is after it
 */
export function unrated(checkIns) {
  const last = checkIns.at(-1);
  return last?.done && last.knee === undefined ? last : null;
}

/**
 * Keeps what a button says: that a clinician has looked at the knee, or the answer to one of the
 * questions about the last session.
 *
 * @param {HTMLButtonElement} button
 * @returns {Outcome["problem"]} also empty if another tab has answered already
 */
export function noteAnswer({ dataset, value }) {
  if (dataset.do === "seen") return note({ seen: true, sign: false });
  const isKnee = dataset.do === "knee";
  const of = isKnee ? unrated(days()) : days().findLast(({ knee }) => knee !== undefined);
  return of ? note(isKnee ? { knee: Number(value) } : { morning: value }, of.date) : "";
}

/**
 * Returns what Python says of today, with what follows from it for a page.
 *
 * @param {PlanReport} plan
 * @param {CheckInReport} found
 * @param {CheckIn[]} checkIns
 */
export function scopeOf(plan, found, checkIns) {
  const session = sessionOf(plan, found.day);
  // Not under a warning sign, told in another tab after a session: nothing is asked then.
  const asksKnee = found.may_start ? unrated(checkIns) : null;
  return {
    ...found,
    session,
    asks_knee: asksKnee,
    asks_morning: found.asks_morning && !asksKnee,
    // One thing at a time: no session while a question is open, and one session a day.
    may_start: Boolean(session) && found.may_start && !asksKnee && !found.asks_morning && !found.is_done,
    waits: !found.may_start,
    steps: Array.from({ length: MOST_DISCOMFORT + 1 }, (_, step) => ({ step })),
  };
}

/**
 * Saves beside the plan what the start page says of it, today and from tomorrow on: that page has
 * no Python. Saving anything else removes it.
 *
 * @param {ParentNode} root has the words
 * @param {ReturnType<typeof scopeOf>} scope of the saved plan
 */
export function tellHome(root, { session, title, waits, asks_knee, is_done }) {
  const { homeDone, homeKnee } = one(root, "[data-home-done]").dataset;
  const later = asks_knee ? homeKnee : waits ? title : session?.start_text;
  const home = { date: today(), now: is_done ? homeDone : later, later };
  try {
    const kept = JSON.parse(textUnder(SAVED) ?? "");
    if (kept.plan && !load().isNewer) put(SAVED, JSON.stringify({ ...kept, home }));
  } catch {
    // Without it the start page says less.
  }
}

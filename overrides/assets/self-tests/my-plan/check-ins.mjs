/**
 * What is said of days, one entry a day: kept on the device beside a plan that is saved there, else in
 * this tab for this visit, until it can be.
 *
 * @module
 */

import { TAB, load, put, readable, textUnder, today } from "../shared/saved-results.mjs";
import { save } from "../shared/saving.mjs";
import { DONE } from "../shared/storage-names.mjs";
import { watchVisit } from "../shared/visit-memory.mjs";

/** @import { CheckIn } from "../shared/saved-results.mjs" */
/** @import { Outcome } from "../shared/saving.mjs" */

/** What was said of days and is kept nowhere, where the tab takes nothing either. @type {CheckIn[]} */
let held = [];

/** @param {CheckIn[]} days */
function hold(days) {
  held = put(DONE, days[0] && JSON.stringify({ check_ins: days }), TAB) ? [] : days;
}

/** @returns {CheckIn[]} what this tab holds because the device does not */
export function heldDays() {
  return held.length > 0 ? held : readable(textUnder(DONE, TAB)).checkIns;
}

// What ends the visit ends this, too.
watchVisit((isOver) => {
  if (isOver) hold([]);
});

/**
 * One entry a day, in the order of the days. Of what both say of a day the first one's stays.
 *
 * @param {CheckIn[]} one
 * @param {CheckIn[]} other
 */
export function joined(one, other) {
  const days = new Map(other.map((each) => [each.date, each]));
  for (const each of one) days.set(each.date, { ...days.get(each.date), ...each });
  return [...days.values()].sort((each, next) => (each.date < next.date ? -1 : 1));
}

/** @returns {CheckIn[]} all that was said, on the device and in this tab */
function all() {
  return joined(heldDays(), load().checkIns);
}

/** @returns {CheckIn[]} what counts of it: as for Python, no day after tomorrow, which a wrong clock has made */
export function days() {
  return all().filter(({ date }) => date <= today(1));
}

/**
 * Keeps what was said of a day beside what has been said of it before.
 *
 * @param {Omit<CheckIn, "date">} said
 * @param {string} [date] ISO
 */
export function note(said, date = today()) {
  hold(joined([{ ...said, date }], heldDays()));
  return keep();
}

/**
 * Keeps on the device what this tab holds, where a plan is saved there.
 *
 * @returns {Outcome["problem"]}
 */
export function keep() {
  if (!load().plan || heldDays().length === 0) return "";
  const { problem } = save([], { checkIns: all() });
  if (!problem) hold([]);
  return problem;
}

/**
 * What the reader says of each day, one entry a day. It is kept on the device if a plan is saved
 * there; until then this tab keeps it, for this visit.
 *
 * @module
 */

import { TAB, load, put, readable, textUnder, today } from "../shared/saved-results.mjs";
import { save } from "../shared/saving.mjs";
import { DONE } from "../shared/storage-names.mjs";
import { watchVisit } from "../shared/visit-memory.mjs";

/** @import { CheckIn } from "../shared/saved-results.mjs" */
/** @import { Outcome } from "../shared/saving.mjs" */

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

/**
 * What is said of a day, one entry a day, kept on the device beside what was saved there.
 *
 * @module
 */

import { load, today } from "./saved.mjs";
import { save } from "./saving.mjs";

/** @import { CheckIn } from "./saved.mjs" */
/** @import { Outcome } from "./saving.mjs" */

/**
 * One entry a day, in the order of the days. Of a day that is in both the first one's stays.
 *
 * @param {CheckIn[]} one
 * @param {CheckIn[]} other
 */
export function joined(one, other) {
  const days = new Map([...other, ...one].map((each) => [each.date, each]));
  return [...days.values()].sort((each, next) => (each.date < next.date ? -1 : 1));
}

/**
 * Keeps what was said of a day beside what has been said of it before.
 *
 * @param {Omit<CheckIn, "date">} said
 * @param {string} [date] ISO
 * @returns {Outcome["problem"]}
 */
export function note(said, date = today()) {
  const { checkIns } = load();
  const there = checkIns.find((one) => one.date === date);
  return save([], { checkIns: joined([{ ...there, ...said, date }], checkIns) }).problem;
}

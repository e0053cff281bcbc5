/**
 * What the reader has saved in this browser: answers by day, and the newest plan. Whatever stands
 * under our names, only what has the shape of ours is read; it may come from another edition.
 *
 * @module
 */

import { FORMER, SAVED } from "./storage-names.mjs";

/** Where only this tab looks. */
export const TAB = "sessionStorage";
/** The shape that this page writes. */
export const VERSION = 1;
// Brackets inside one another: Python refuses all of a request that has many more than ours.
const MOST_NESTED = { answer: 3, plan: 12 };
// To ask the browser for the first day in words takes a slow phone a tenth of a second.
const MONTHS =
  "January February March April May June July August September October November December".split(" ");

/**
 * @import { PlanReport, RetestReport } from "./wire.d.ts"
 * @typedef {"localStorage" | "sessionStorage"} Place the device, or the tab
 * @typedef {Record<string, unknown>} Answers as they were entered; foreign ones may be anything
 *
 * @typedef {object} DaySet what was answered on one day
 * @property {string} date ISO
 * @property {Answers} answers
 * @property {string[]} [titles] of the self-tests
 * @property {number | undefined} [edition] of the questions; of several the earliest
 * @property {Record<string, string>} [saved] when each self-test was saved (ISO, UTC)
 *
 * @typedef {object} SavedPlan the plan of a day (ISO)
 * @property {string} date
 * @property {PlanReport} plan
 * @property {Retest[]} retests
 * @property {number} [edition]
 *
 * @typedef {RetestReport & { title: string }} Retest when to measure something again
 *
 * @typedef {object} CheckIn what was said of a day (ISO); Python says what each means
 * @property {string} date
 * @property {boolean} [done] whether a session was led to its end
 * @property {number} [knee]
 * @property {string} [morning]
 * @property {boolean} [sign]
 * @property {boolean} [seen]
 *
 * @typedef {object} Saved
 * @property {DaySet[]} sets
 * @property {CheckIn[]} checkIns oldest first, one a day
 * @property {SavedPlan | undefined} plan
 * @property {"cm" | "in"} unit
 * @property {boolean} isNewer whether a later edition has written it, in a shape of its own
 */

/**
 * @returns {Saved} what is there; of the first edition until something is saved
 */
export function load() {
  return readable(textUnder(SAVED) ?? textUnder(FORMER.saved));
}

/**
 * @param {string} name
 * @param {Place} [place]
 * @returns {string | null} `null` where nothing is, or where nobody may look
 */
export function textUnder(name, place = "localStorage") {
  try {
    return globalThis[place].getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} [text] what was there goes where there is none
 * @param {Place} [place]
 * @returns {boolean} whether it is so now: some browsers refuse, and some say nothing and keep nothing
 */
export function put(name, text, place = "localStorage") {
  try {
    const storage = globalThis[place];
    if (text) storage.setItem(name, text);
    else storage.removeItem(name);
    return storage.getItem(name) === (text || null);
  } catch {
    return false;
  }
}

/**
 * @param {string | null} text
 * @returns {Saved}
 */
export function readable(text) {
  /** @type {any} */
  let found;
  try {
    found = JSON.parse(text ?? "");
  } catch {
    // It counts as nothing.
  }
  const { sets, check_ins, plan, unit, version } = isTable(found) ? found : {};
  return {
    sets: Array.isArray(sets) ? sets.flatMap(readSet) : [],
    checkIns: [check_ins ?? []].flat().filter(isCheckIn),
    plan: isPlan(plan) ? plan : undefined,
    unit: unit === "in" ? "in" : "cm",
    isNewer: version > VERSION,
  };
}

/**
 * @param {any} one
 * @returns {DaySet[]} one or none
 */
function readSet(one) {
  if (typeof one?.date !== "string" || !isTable(one.answers)) return [];
  const answers = Object.entries(one.answers).map(([field, entry]) => [
    field,
    isDeep(entry, MOST_NESTED.answer) ? null : entry,
  ]);
  const moments = Object.entries(isTable(one.saved) ? one.saved : {});
  return [
    {
      date: one.date,
      answers: Object.fromEntries(answers),
      titles: [one.titles ?? []].flat().filter(isText),
      // The first edition did not say that it was.
      edition: Number.isInteger(one.edition) ? one.edition : 1,
      saved: Object.fromEntries(moments.filter(([, moment]) => isText(moment))),
    },
  ];
}

/** @param {any} one */
function isCheckIn(one) {
  return isText(one?.date) && !isDeep(one, 1);
}

/** @param {any} plan */
function isPlan(plan) {
  return isText(plan?.date) && isTable(plan.plan) && !isDeep(plan, MOST_NESTED.plan);
}

/** @param {unknown} value */
export function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @param {number} most how many brackets it may have inside one another
 * @returns {boolean}
 */
function isDeep(value, most) {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((one) => isDeep(one, most - 1));
}

/**
 * @param {string} date ISO
 * @returns {string} as readers write it: November 23, 2026
 */
export function dayText(date) {
  const day = new Date(`${date}T12:00`);
  return Number.isNaN(day.getTime())
    ? String(date)
    : `${MONTHS[day.getMonth()]} ${day.getDate()}, ${day.getFullYear()}`;
}

/**
 * @param {string} field
 * @returns {string} the self-test that a field belongs to
 */
export function ownerOf(field) {
  return field.split(".")[0] ?? "";
}

/**
 * @param {number} [days] how many days later
 * @returns {string} the reader's own date (ISO)
 */
export function today(days = 0) {
  const now = new Date();
  now.setDate(now.getDate() + days);
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((number) => String(number).padStart(2, "0"))
    .join("-");
}

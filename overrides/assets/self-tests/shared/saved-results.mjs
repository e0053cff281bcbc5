/**
 * What the reader has saved in this browser: answers by day, and the newest plan. Other pages can
 * write under our names, so only what has our shape is read; it may come from another edition.
 *
 * @module
 */

import { FORMER, SAVED } from "./storage-names.mjs";

/** Storage that belongs to this tab alone. */
export const TAB = "sessionStorage";
/** The version of the format that this page writes. */
export const VERSION = 1;
// How deep values may be nested: Python refuses a whole request that is nested much deeper.
const MOST_NESTED = { answer: 3, plan: 12 };
// Written here: asking the browser for the first month name takes a slow phone 0.1 seconds.
const MONTHS =
  "January February March April May June July August September October November December".split(" ");

/**
 * @import { PlanReport, RetestReport } from "./wire.d.ts"
 * @typedef {"localStorage" | "sessionStorage"} Place the device, or the tab
 * @typedef {Record<string, unknown>} Answers as the reader entered them; in foreign data, anything
 *
 * @typedef {object} DaySet the answers of one day
 * @property {string} date ISO
 * @property {Answers} answers
 * @property {string[]} [titles] of the self-tests
 * @property {number | undefined} [edition] of the questions; the earliest one if there are several
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
 * @typedef {object} CheckIn what the reader said about a day (ISO); Python says what it means
 * @property {string} date
 * @property {boolean} [done] whether a session was finished
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
 * @property {boolean} isNewer whether a later edition has written it, in a newer format
 */

/**
 * @returns {Saved} what is saved; that of the first edition until this one has saved something
 */
export function load() {
  return readable(textUnder(SAVED) ?? textUnder(FORMER.saved));
}

/**
 * @param {string} name
 * @param {Place} [place]
 * @returns {string | null} `null` if there is nothing, or if the browser refuses
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
 * @param {string} [text] without it, the entry is removed
 * @param {Place} [place]
 * @returns {boolean} whether it worked: some browsers refuse, and some keep nothing without saying so
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
    // Unreadable text counts as nothing.
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
 * @returns {DaySet[]} one set, or none if it does not have our shape
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
      // The first edition did not write its number.
      edition: Number.isInteger(one.edition) ? one.edition : 1,
      saved: Object.fromEntries(moments.filter(([, moment]) => isText(moment))),
    },
  ];
}

/** @param {any} one */
function isCheckIn(one) {
  // `null` would be a knee that was rated, and one that was not.
  return isText(one?.date) && !isDeep(one, 1) && one.knee !== null;
}

/** @param {any} plan */
function isPlan(plan) {
  const { week = [], drills = [], base = [] } = plan?.plan ?? {};
  const sessions = [week].flat();
  const tables = [plan?.plan, ...sessions, ...[sessions.map((each) => each?.drills), drills, base].flat(2)];
  return isText(plan?.date) && tables.every(isTable) && !isDeep(plan, MOST_NESTED.plan);
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
 * @param {number} most how deep its brackets may be nested
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

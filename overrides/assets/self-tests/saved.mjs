/**
 * What the reader has saved in this browser: answers by day, and the newest plan. Nothing gets
 * here without a press of "Save on this device", and every browser may refuse or forget.
 *
 * @module
 */

import { SAVED } from "./storage-names.mjs";

// More days than these do not fit into one request; the oldest make room.
const MOST_DAYS = 40;

/**
 * @import { PlanReport, RetestReport } from "./wire.d.ts"
 * @typedef {Record<string, string | string[]>} Answers
 * @typedef {{ date: string, answers: Answers, titles?: string[] }} DaySet one day (ISO)
 * @typedef {{ date: string, plan: PlanReport, retests: Retest[] }} SavedPlan the plan of a day
 * @typedef {RetestReport & { title: string }} Retest when to measure something again
 * @typedef {{ sets: DaySet[], plan: SavedPlan | undefined, unit: string }} Saved
 */

/** @returns {Saved} what is there and has the right shape; it may come from an older edition */
export function load() {
  try {
    const { sets, plan, unit } = JSON.parse(localStorage.getItem(SAVED) ?? "{}");
    const isSet = (/** @type {any} */ one) =>
      typeof one?.date === "string" && typeof one.answers === "object" && one.answers !== null;
    return { sets: Array.isArray(sets) ? sets.filter(isSet) : [], plan, unit: unit ?? "cm" };
  } catch {
    return { sets: [], plan: undefined, unit: "cm" };
  }
}

/**
 * Saves sets beside what any tab has saved before, the plan if there is one, and the unit that
 * the reader measures in.
 *
 * @param {DaySet[]} sets
 * @param {SavedPlan | undefined} [plan]
 * @param {string} [unit]
 * @returns {boolean} whether the browser took it
 */
export function save(sets, plan, unit) {
  const before = load();
  const kept = {
    version: 1,
    sets: merged(before.sets, sets).slice(-MOST_DAYS),
    plan: plan ?? before.plan,
    unit: unit ?? before.unit,
  };
  try {
    localStorage.setItem(SAVED, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether the browser let go of it */
export function remove() {
  try {
    localStorage.removeItem(SAVED);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {DaySet[]} sets
 * @returns {DaySet[]} as Python takes them
 */
export function plain(sets) {
  return sets.map(({ date, answers }) => ({ date, answers }));
}

/**
 * @param {string} date ISO
 * @returns {string} as readers write it: November 23, 2026
 */
export function dayText(date) {
  const day = new Date(`${date}T12:00`);
  return Number.isNaN(day.getTime())
    ? String(date)
    : day.toLocaleDateString("en-US", { dateStyle: "long" });
}

/**
 * One set a day, in the order of the days. A self-test that is there twice on a day counts once,
 * as it was saved last.
 *
 * @param {DaySet[]} before
 * @param {DaySet[]} after
 */
export function merged(before, after) {
  /** @type {Map<string, DaySet>} */
  const days = new Map();
  for (const { date, answers, titles = [] } of [...before, ...after]) {
    const there = days.get(date);
    const owners = new Set(Object.keys(answers).map(ownerOf));
    const others = Object.entries(there?.answers ?? {}).filter(([id]) => !owners.has(ownerOf(id)));
    days.set(date, {
      date,
      answers: { ...Object.fromEntries(others), ...answers },
      titles: [...new Set([...(there?.titles ?? []), ...titles])],
    });
  }
  return [...days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
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

/**
 * Hands a file to the reader, without a server.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @returns {string} the address of the page "My plan" */
export function planAddress() {
  const { base } = JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "{}");
  return new URL("../../../plan/", new URL(base ?? "", document.baseURI)).href;
}

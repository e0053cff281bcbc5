/**
 * Saves what the reader wants to save, and says whether it worked. Only a press of "Save on this
 * device" or of "Bring back a copy" saves anything, every browser may refuse or forget, and nothing
 * saved is deleted to make room.
 *
 * @module
 */

import { TAB, VERSION, load, ownerOf, put, readable, textUnder, today } from "./saved-results.mjs";
import { DONE, FORMER, LINK, OFFERED, SAVED, SESSION } from "./storage-names.mjs";
import { began } from "./visit-memory.mjs";

/** @import { Answers, CheckIn, DaySet, SavedPlan } from "./saved-results.mjs" */

// The format of `toISOString`, in which a later moment is the greater text.
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * How many sets were saved, counted by self-test and day: `added`; `updated`, in place of an
 * earlier one; `same`, there already; `older`, not saved because what is there is at least as new.
 *
 * @typedef {{ added: number, updated: number, same: number, older: number }} Counts
 *
 * @typedef {object} Outcome
 * @property {"" | "refused" | "full" | "newer"} problem why nothing was saved: the browser saves nothing, it
 *   has no more room, or a later edition of this page has written what is there
 * @property {Counts} counts
 * @property {boolean} isPlanOlder whether the plan was not saved because the saved one is newer
 */

/**
 * Saves sets beside those that are there, from any tab. For the same day and self-test the newer
 * one stays.
 *
 * @param {DaySet[]} sets
 * @param {object} [more]
 * @param {SavedPlan} [more.plan]
 * @param {string} [more.unit] the reader's unit
 * @param {boolean} [more.isTold] whether the answers were given just now, and are therefore the newer ones
 * @param {CheckIn[]} [more.checkIns] in place of the saved ones
 * @returns {Outcome}
 */
export function save(sets, { plan, unit, isTold, checkIns = load().checkIns } = {}) {
  const counts = noCounts();
  const before = load();
  // Results of the first edition are added; those saved since then stay.
  const former = readable(textUnder(FORMER.saved));
  const all = merged(before.sets, former.sets, noCounts());
  const planBefore = before.plan ?? former.plan;
  const isPlanOlder = Boolean(plan && planBefore && isNewer(planBefore, plan));
  const text = JSON.stringify({
    version: VERSION,
    sets: merged(all, sets, counts, isTold),
    // A plan follows from a clear safety check, which a visit asks once: it answers a sign from a
    // day before the visit. A later sign may have come after that check, and only a clinician can
    // answer it.
    check_ins: checkIns.map((day) =>
      plan && day.sign && Date.parse(`${day.date}T24:00`) <= began() ? { ...day, sign: false } : day,
    ),
    plan: isPlanOlder ? planBefore : (plan ?? planBefore),
    unit: unit ?? before.unit,
  });
  return { problem: before.isNewer ? "newer" : written(text), counts, isPlanOlder };
}

/** @returns {Counts} */
function noCounts() {
  return { added: 0, updated: 0, same: 0, older: 0 };
}

/**
 * @param {string} text
 * @returns {Outcome["problem"]}
 */
function written(text) {
  if (!put(SAVED, text)) return textUnder(SAVED) ?? textUnder(FORMER.saved) ? "full" : "refused";
  put(FORMER.saved);
  return "";
}

/**
 * A plan dated in the future comes from a wrong clock, so it does not count as newer.
 *
 * @param {SavedPlan} one
 * @param {SavedPlan} other
 */
function isNewer(one, other) {
  return one.date > other.date && one.date <= today();
}

/** Saves the results of the first edition under the name of this site, once. */
export function takeOver() {
  if (textUnder(FORMER.saved) !== null) save([]);
}

/** @returns {boolean} whether the browser has deleted all of it */
export function remove() {
  const ofDevice = [SAVED, OFFERED, FORMER.saved].map((name) => put(name));
  const ofTab = [LINK, SESSION, DONE].map((name) => put(name, undefined, TAB));
  return [...ofDevice, ...ofTab].every(Boolean);
}

/**
 * @param {DaySet[]} sets
 * @returns {object[]} the sets in the form that Python and copies have
 */
export function plain(sets) {
  return sets.map(({ titles: _, ...one }) => one);
}

/**
 * Returns one set a day, in the order of the days. If a self-test is there twice on a day, the one
 * that was saved later stays; if that is unknown, the one that was there before.
 *
 * @param {DaySet[]} before
 * @param {DaySet[]} after
 * @param {Counts} counts is increased for each self-test
 * @param {boolean} [isTold] whether the answers in `after` were given just now, and are therefore later
 * @returns {DaySet[]}
 */
export function merged(before, after, counts, isTold = false) {
  const days = new Map(before.map((one) => [one.date, one]));
  for (const set of after) {
    const there = days.get(set.date);
    const parts = byOwner(there?.answers ?? {});
    const saved = { ...there?.saved };
    const taken = [...byOwner(set.answers)].filter(([owner, answers]) => {
      const old = parts.get(owner);
      const moment = isTold ? new Date().toISOString() : momentOf(set, owner);
      const isLater = isTold || moment > momentOf(there, owner);
      const isSame = textOf(old) === textOf(answers);
      counts[!old ? "added" : isSame ? "same" : isLater ? "updated" : "older"] += 1;
      if (old && !isLater) return false;
      parts.set(owner, answers);
      if (moment) saved[owner] = moment;
      return true;
    });
    if (taken.length === 0) continue;
    const isWhole = taken.length === parts.size;
    days.set(set.date, {
      date: set.date,
      answers: Object.fromEntries([...parts.values()].flatMap((one) => Object.entries(one))),
      titles: [...new Set([...(there?.titles ?? []), ...(set.titles ?? [])])],
      // If a day has answers of several editions, the earliest one counts for all of them.
      edition: isWhole ? set.edition : Math.min(set.edition ?? 1, there?.edition ?? 1),
      saved,
    });
  }
  return [...days.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** @param {Answers} answers */
function byOwner(answers) {
  /** @type {Map<string, Answers>} those of each self-test */
  const parts = new Map();
  for (const [field, entry] of Object.entries(answers)) {
    parts.set(ownerOf(field), { ...parts.get(ownerOf(field)), [field]: entry });
  }
  return parts;
}

/**
 * @param {DaySet | undefined} set
 * @param {string} owner
 * @returns {string} when its self-test was saved; empty if unknown or if a clock was wrong
 */
function momentOf(set, owner) {
  const moment = set?.saved?.[owner] ?? "";
  return MOMENT.test(moment) && moment <= new Date().toISOString() ? moment : "";
}

/** @param {Answers | undefined} answers */
function textOf(answers) {
  return JSON.stringify(Object.entries(answers ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Saves what the reader wants to have saved, and says what became of it. Nothing gets into the
 * browser without a press of "Save on this device" or of "Bring back a copy", every browser may
 * refuse or forget, and nothing that is there makes room for anything else.
 *
 * @module
 */

import { TAB, VERSION, load, ownerOf, put, readable, textUnder, today } from "./saved-results.mjs";
import { DONE, FORMER, LINK, OFFERED, SAVED, SESSION } from "./storage-names.mjs";
import { began } from "./visit-memory.mjs";

/** @import { Answers, CheckIn, DaySet, SavedPlan } from "./saved-results.mjs" */

// As browsers write a moment: of two the later one is the greater text.
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * What became of what was to be saved: for each self-test of each day whether it is `added`, puts
 * an earlier one in its place (`updated`), is there already (`same`), or stays away because what
 * is there is as new (`older`).
 *
 * @typedef {{ added: number, updated: number, same: number, older: number }} Counts
 *
 * @typedef {object} Outcome
 * @property {"" | "refused" | "full" | "newer"} problem nothing is saved: the browser takes
 *   nothing; it takes no more; or a later edition of this page has written what is there
 * @property {Counts} counts
 * @property {boolean} isPlanOlder whether the plan stays away because what is there is newer
 */

/**
 * Saves sets beside what any tab has saved before. Of two for one day and self-test the newer one
 * stays.
 *
 * @param {DaySet[]} sets
 * @param {object} [more]
 * @param {SavedPlan} [more.plan]
 * @param {string} [more.unit] that the reader measures in
 * @param {boolean} [more.isTold] whether the reader has just told it: then it is the newer one
 * @param {CheckIn[]} [more.checkIns] in the place of those that are there
 * @returns {Outcome}
 */
export function save(sets, { plan, unit, isTold, checkIns = load().checkIns } = {}) {
  const counts = noCounts();
  const before = load();
  // What the first edition has saved comes along; what was saved since stays.
  const former = readable(textUnder(FORMER.saved));
  const all = merged(before.sets, former.sets, noCounts());
  const planBefore = before.plan ?? former.plan;
  const isPlanOlder = Boolean(plan && planBefore && isNewer(planBefore, plan));
  const text = JSON.stringify({
    version: VERSION,
    sets: merged(all, sets, counts, isTold),
    // A plan comes of a safety check that was clear, which a visit asks once: a sign of a day before the
    // visit is answered. One that was told since may be of after that check, and only a clinician answers it.
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
 * A plan of a day that has not come is one of a wrong clock, and newer than nothing.
 *
 * @param {SavedPlan} one
 * @param {SavedPlan} other
 */
function isNewer(one, other) {
  return one.date > other.date && one.date <= today();
}

/** Puts what the first edition has saved under the name of this site, once. */
export function takeOver() {
  if (textUnder(FORMER.saved) !== null) save([]);
}

/** @returns {boolean} whether the browser let go of all of it */
export function remove() {
  const ofDevice = [SAVED, OFFERED, FORMER.saved].map((name) => put(name));
  const ofTab = [LINK, SESSION, DONE].map((name) => put(name, undefined, TAB));
  return [...ofDevice, ...ofTab].every(Boolean);
}

/**
 * @param {DaySet[]} sets
 * @returns {object[]} as Python takes them, and as they go into a copy
 */
export function plain(sets) {
  return sets.map(({ titles: _, ...one }) => one);
}

/**
 * One set a day, in the order of the days. Of a self-test that is there twice on a day the one
 * stays that was saved later; what was there already where nobody knows.
 *
 * @param {DaySet[]} before
 * @param {DaySet[]} after
 * @param {Counts} counts what becomes of each of them
 * @param {boolean} [isTold] whether `after` is what the reader has just told: then it is the later
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
      // What one day holds of several editions was asked by the earliest at least.
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
 * @returns {string} when its self-test was saved; nothing where nobody knows or a clock was wrong
 */
function momentOf(set, owner) {
  const moment = set?.saved?.[owner] ?? "";
  return MOMENT.test(moment) && moment <= new Date().toISOString() ? moment : "";
}

/** @param {Answers | undefined} answers */
function textOf(answers) {
  return JSON.stringify(Object.entries(answers ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
}

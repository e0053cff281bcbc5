/**
 * The answers of one visit, as a value: noted field by field, and merged if two tabs have different
 * ones. The newest answer wins, but a warning sign stays until it is taken back on a page that knew
 * of it.
 *
 * @module
 */

/**
 * @typedef {object} Entry the answer in one field
 * @property {string[]} values texts, or the values that are chosen; none where all is blank
 * @property {string | string[]} [sent] the same as Python takes it, as long as the field is asked
 * @property {string} [offered] the answers that the page offered then; empty if Python has checked the chosen
 *   ones
 * @property {boolean} isConfirmed whether an unusual number was confirmed
 * @property {boolean} isSign whether it means that a clinician should look at it before any self-test
 * @property {boolean} [isCheck] whether it is asked before any self-test
 *
 * @typedef {object} Times
 * @property {number} at when it was given, in milliseconds since 1970
 * @property {number} over when the answer before it was given; 0 if there was none
 *
 * @typedef {Record<string, Entry & Times>} Told all answers of the visit, by field
 *
 * @typedef {{ answers: Record<string, string | string[]>, confirmed: string[] }} Visit the answers as Python
 *   takes them
 */

const HOUR = 3_600_000;

/** Milliseconds without a new answer after which a visit is over. */
export const LONGEST = 12 * HOUR;

/** The field name of the unit in which lengths are typed. */
export const UNIT = "unit";

const BLANK = { values: [], isConfirmed: false, isSign: false, at: 0, over: 0 };

/**
 * Returns the visit with a form's fields noted. An answer that has not changed keeps its time.
 *
 * @param {Told} visit
 * @param {Record<string, Entry>} fields
 * @param {number} now
 * @returns {Told}
 */
export function noted(visit, fields, now) {
  const all = { ...visit };
  for (const [name, entry] of Object.entries(fields)) {
    const { at, over, ...before } = visit[name] ?? BLANK;
    const isBlank = entry.sent === undefined && entry.values.length + before.values.length === 0;
    // A clock that was set back must not make an answer older than the one before it.
    if (!isBlank && !isEqual(before, entry)) {
      all[name] = { ...entry, at: Math.max(now, at + 1), over: at };
    }
  }
  return inOrder(all);
}

/**
 * Returns the answers of two tabs as one visit; the order of the two does not matter.
 *
 * @param {Told} one
 * @param {Told} other
 * @returns {Told}
 */
export function merged(one, other) {
  const all = { ...one };
  for (const [name, second] of Object.entries(other)) {
    const first = all[name] ?? second;
    const isFirst = first.at < second.at || (first.at === second.at && textOf(first) < textOf(second));
    const [early, late] = isFirst ? [first, second] : [second, first];
    all[name] = early.isSign && !late.isSign && late.over < early.at ? early : late;
  }
  return inOrder(all);
}

/**
 * Returns the answers after a moment; those before it are over.
 *
 * @param {Told} visit
 * @param {number} moment
 * @returns {Told}
 */
export function after(visit, moment) {
  return Object.fromEntries(Object.entries(visit).filter(([, { at }]) => at > moment));
}

/**
 * Returns when the last answer was given; 0 if there is none.
 *
 * @param {Told} visit
 */
export function lastOf(visit) {
  return Math.max(0, ...Object.values(visit).map(({ at }) => at));
}

/**
 * Returns whether a visit is a new one, begun after the end of `earlier`. Within one visit no
 * answer disappears, and only a sign replaces a newer answer.
 *
 * @param {Told} visit
 * @param {Told} earlier
 */
export function isAnother(visit, earlier) {
  return Object.entries(earlier).some(([name, { at }]) => {
    const now = visit[name] ?? { ...BLANK };
    return now.at < at && !now.isSign;
  });
}

/**
 * Returns when the latest valid warning sign was answered; 0 if there is none.
 *
 * @param {Told} visit
 */
export function signOf(visit) {
  return Math.max(0, ...Object.values(visit).map(({ isSign, at }) => (isSign ? at : 0)));
}

/**
 * Returns what is left of a visit after a sign that this tab has not seen and that no open tab can
 * name: the safety check before it is asked again.
 *
 * @param {Told} visit
 * @param {number} sign when it was answered
 */
export function without(visit, sign) {
  if (signOf(visit) >= sign) return visit;
  const kept = Object.entries(visit).filter(
    ([, { isCheck, isSign, at }]) => isSign || !isCheck || at > sign,
  );
  return Object.fromEntries(kept);
}

/**
 * Returns what was read from the storage or another tab, if it is a visit: it may come from another
 * edition or another page.
 *
 * @param {any} found
 * @returns {Told}
 */
export function asVisit(found) {
  const isVisit = Object.values(found ?? {}).every(
    (one) => Array.isArray(one?.values) && Number.isFinite(one.at) && Number.isFinite(one.over),
  );
  return isVisit && typeof found === "object" ? { ...found } : {};
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export function isEqual(one, other) {
  return textOf(one) === textOf(other);
}

/** @param {unknown} value */
export function textOf(value) {
  return JSON.stringify(value);
}

/**
 * @param {Told} all
 * @returns {Told} sorted, so that equal visits are equal as texts
 */
function inOrder(all) {
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

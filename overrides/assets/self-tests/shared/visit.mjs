/**
 * What a reader told in one visit, as a value: noted field by field, and made one again where two
 * tabs were told different things. The newest answer wins, and a warning sign does until it is
 * taken back by somebody who saw it.
 *
 * @module
 */

/**
 * @typedef {object} Entry what stands in a field
 * @property {string[]} values texts, or the values that are chosen; none where all is blank
 * @property {string | string[]} [sent] the same as Python wants it, while it is asked
 * @property {string} [offered] the answers that could be chosen then; an empty text where Python has
 *   checked what was chosen
 * @property {boolean} isConfirmed said yes to, although unusual
 * @property {boolean} isSign means that somebody should look at it before any self-test
 * @property {boolean} [isCheck] asked before any self-test
 *
 * @typedef {object} Times
 * @property {number} at when it was told, in milliseconds since 1970
 * @property {number} over when that was told which it took the place of; 0 if there was nothing
 *
 * @typedef {Record<string, Entry & Times>} Told the whole visit, by field
 *
 * @typedef {{ answers: Record<string, string | string[]>, confirmed: string[] }} Visit what Python
 *   is asked of it
 */

const HOUR = 3_600_000;

/** After so many milliseconds without a change, a visit is over. */
export const LONGEST = 12 * HOUR;

/** The name under which the unit stands that lengths are typed in. */
export const UNIT = "unit";

const BLANK = { values: [], isConfirmed: false, isSign: false, at: 0, over: 0 };

/**
 * Returns a visit in which a form has noted what stands in it. What is as it was keeps its time.
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
    // A clock that was set back does not make an answer older than the one before it.
    if (!isBlank && !isEqual(before, entry)) {
      all[name] = { ...entry, at: Math.max(now, at + 1), over: at };
    }
  }
  return inOrder(all);
}

/**
 * Returns what two tabs know together: the same, whichever of them asks.
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
 * Returns what was told after a moment; what came before it is over.
 *
 * @param {Told} visit
 * @param {number} moment
 * @returns {Told}
 */
export function after(visit, moment) {
  return Object.fromEntries(Object.entries(visit).filter(([, { at }]) => at > moment));
}

/**
 * Returns when a visit was last told something; 0 where nothing was.
 *
 * @param {Told} visit
 */
export function lastOf(visit) {
  return Math.max(0, ...Object.values(visit).map(({ at }) => at));
}

/**
 * Returns whether a visit is another one, which began after the end of an earlier one: within a visit
 * nothing that was noted goes away, or gives way to what is older, but to a sign.
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
 * Returns when a warning sign was told last, of those that hold; 0 where none does.
 *
 * @param {Told} visit
 */
export function signOf(visit) {
  return Math.max(0, ...Object.values(visit).map(({ isSign, at }) => (isSign ? at : 0)));
}

/**
 * Returns what holds of a visit after a sign that nobody here has seen, and that nobody can tell any
 * more: what was said before it, and is asked before any self-test, is asked again.
 *
 * @param {Told} visit
 * @param {number} sign when it was told
 */
export function without(visit, sign) {
  if (signOf(visit) >= sign) return visit;
  const kept = Object.entries(visit).filter(
    ([, { isCheck, isSign, at }]) => isSign || !isCheck || at > sign,
  );
  return Object.fromEntries(kept);
}

/**
 * Returns what a browser or another tab gives back, if it is a visit: it may come from another
 * edition, or from anybody.
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
 * @returns {Told} in one order, so that equal visits are equal as texts
 */
function inOrder(all) {
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

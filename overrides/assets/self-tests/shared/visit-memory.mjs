/**
 * Keeps the answers of a visit over a reload of the tab, on this device and for a limited time, and
 * passes them to everything in the visit: other forms of the page, other tabs, and pages that the
 * reader comes back to. A browser may refuse all of it; everything else works without.
 *
 * Only the tab's own storage holds answers. Tabs send them to each other over a channel, which
 * stores nothing. A tab that was in the background finds two times on the device: of the last end,
 * and of the last warning sign.
 *
 * @module
 */

import { TAB, put, textUnder } from "./saved-results.mjs";
import { CHANNEL, DONE, LINK, SESSION, VISIT } from "./storage-names.mjs";
import { mark, marks } from "./visit-marks.mjs";
import {
  LONGEST,
  after,
  isAnother,
  isEqual,
  lastOf,
  merged,
  noted,
  asVisit,
  signOf,
  textOf,
  without,
} from "./visit.mjs";

/** @import { Entry, Told, Visit } from "./visit.mjs" */

/** The answers that this page knows. @type {Told} */
let held = {};
/** The answers of which the listeners on this page were last told. @type {Told} */
let known = {};
/** Whether the browser stores nothing, so that only this page has the answers. */
let isUnkept = false;
/** When the last visit ended that this page knows of. Answers from before it are over. */
let endedAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;
/** @type {BroadcastChannel | undefined} */
let channel;
/** Called when there are new answers, or when the visit has ended. @type {Set<(isOver: boolean) => void>} */
const listeners = new Set();

/** Returns whether this browser stores anything for the tab. */
export function canKeep() {
  const name = `${VISIT}-try`;
  return put(name, name, TAB) && put(name, undefined, TAB);
}

/**
 * Calls a listener when another form, tab or page has new answers, or when the visit has ended.
 *
 * @param {(isOver: boolean) => void} listener
 * @param {AbortSignal} [signal] ends it
 */
export function watchVisit(listener, signal) {
  if (!isWatching) watchTabs();
  listeners.add(listener);
  signal?.addEventListener("abort", () => listeners.delete(listener));
}

let isWatching = false;

function watchTabs() {
  isWatching = true;
  // Removes the times of earlier days.
  mark(...marks());
  known = read();
  openChannel();
  // A page in the back-forward cache hears nothing, and an open channel keeps pages out of that
  // cache.
  addEventListener("pagehide", () => {
    channel?.close();
    channel = undefined;
    letFill("on");
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    letFill("off");
    look();
    openChannel();
  });
  addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
}

/**
 * Says whether the browser may fill the forms in. Safari empties those that it may not when it shows a
 * page of the back-forward cache again.
 *
 * @param {AutoFillBase} may
 */
function letFill(may) {
  for (const form of document.forms) form.autocomplete = may;
}

/** Listens to other tabs, and asks them what they know. */
function openChannel() {
  try {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => hear(data ?? {});
    channel.postMessage({ ask: lastOf(held) });
  } catch {
    // In an old browser without channels, tabs know nothing of each other.
  }
}

/** @param {any} message from a page of this site, perhaps of another edition */
function hear({ ask, told, ended }) {
  read();
  if (ask !== undefined) {
    if (endedAt > ask) channel?.postMessage({ ended: endedAt });
    tell();
  }
  if (ended > endedAt) end(ended);
  const other = after(asVisit(told), endedAt);
  const both = merged(held, other);
  if (!isEqual(both, held)) write(both);
  if (told && !isEqual(both, other)) tell();
}

/** Sends other tabs what this page knows, if it knows anything. */
function tell() {
  if (lastOf(held)) channel?.postMessage({ told: held });
}

/**
 * Returns the answers of this visit; those that are over or too old are removed.
 *
 * @returns {Told}
 */
export function read() {
  try {
    if (!isUnkept) held = asVisit(JSON.parse(textUnder(VISIT, TAB) ?? "null"));
  } catch {
    isUnkept = true;
  }
  const [ended, sign] = marks();
  // If a clock was ahead and then set back, an end lies in the future: it would end every later
  // answer.
  endedAt = Math.max(endedAt - Date.now() > LONGEST ? 0 : endedAt, ended);
  const left = without(after(held, endedAt), sign);
  if (!isEqual(left, held)) keep(left);
  const last = lastOf(held);
  clearTimeout(ending);
  const rest = LONGEST - Math.abs(Date.now() - last);
  // A page may stay open overnight, and a clock may have been wrong.
  if (last && rest > 0) ending = setTimeout(read, rest);
  else if (last) end(last);
  return held;
}

/** Looks at the tab's storage, which another page may have changed while this one was in the background. */
function look() {
  read();
  if (isEqual(held, known)) return;
  const isOver = isAnother(held, without(known, marks()[1]));
  if (isOver) endedAt = Math.max(endedAt, lastOf(known));
  known = held;
  // Ended, and perhaps begun again: first everything earlier is cleared.
  if (isOver) say(true);
  if (!isOver || lastOf(held)) say(false);
}

/** @param {Told} visit */
function write(visit) {
  const [before, now] = [held, visit].map(signOf);
  const [ended, sign] = marks();
  // This tab cannot change the time of a sign that it has not heard of.
  if (now !== before && Math.max(now ?? 0, before ?? 0) >= sign) mark(ended, now ?? 0);
  keep(visit);
  known = visit;
  read();
  say(!lastOf(visit));
}

/** @param {Told} visit */
function keep(visit) {
  held = visit;
  const text = lastOf(visit) ? textOf(visit) : "";
  // The old entry first: to make room, and because one without a sign would be worse than none.
  for (const name of text ? [VISIT] : [VISIT, LINK, SESSION, DONE]) put(name, undefined, TAB);
  // If the browser is full or stores nothing, the answers are still in the form.
  isUnkept = !put(VISIT, text, TAB);
}

/**
 * Ends all answers up to a moment. Answers that another tab got since then stay.
 *
 * @param {number} moment
 */
function end(moment) {
  endedAt = Math.max(endedAt, moment);
  if (lastOf(held)) write(after(held, endedAt));
}

/** @param {boolean} isOver */
function say(isOver) {
  for (const listen of [...listeners]) listen(isOver);
}

/**
 * Notes answers, and sends them to other tabs.
 *
 * @param {Record<string, Entry>} fields
 */
export function add(fields) {
  const visit = noted(read(), fields, Math.max(Date.now(), endedAt + 1));
  if (isEqual(visit, held)) return;
  write(visit);
  tell();
}

/**
 * Returns the answers of this visit as Python takes them, from whichever form they come.
 *
 * @returns {Visit}
 */
export function told() {
  const all = Object.entries(read());
  return {
    answers: Object.fromEntries(
      all.flatMap(([name, { sent }]) => (sent === undefined ? [] : [[name, sent]])),
    ),
    confirmed: all.flatMap(([name, { isConfirmed }]) => (isConfirmed ? [name] : [])),
  };
}

/** Returns whether this visit has any answer. */
export function isTold() {
  return lastOf(read()) > 0;
}

/** Returns when the first answer of this visit was given; the present moment if there is none. */
export function began() {
  return Math.min(Date.now(), ...Object.values(read()).map(({ at }) => at));
}

/** Returns whether a warning sign was answered in this visit, in any tab. */
export function isWarned() {
  return signOf(read()) + marks()[1] > 0;
}

/** Returns whether a sign was answered in a tab that is closed, so that it is not known which sign. */
export function isUnknown() {
  return marks()[1] > signOf(read());
}

/** After a result with a clear safety check, a sign that is not known counts as answered. */
export function answered() {
  if (isUnknown()) mark(marks()[0], 0);
}

/** Asks for the whole safety check anew, in all tabs, as after a sign that no tab can name. */
export function askAgain() {
  mark(marks()[0], Date.now());
  look();
}

/**
 * Adds answers from elsewhere to this visit, as if they had been typed: into the form if it has the
 * field, otherwise only into the visit.
 *
 * @param {Visit["answers"]} answers
 * @param {(field: string) => boolean} isInForm
 */
export function join(answers, isInForm) {
  const fields = Object.entries(answers).map(([field, sent]) => [
    field,
    {
      values: isInForm(field) ? [sent].flat().map(String) : [],
      sent,
      offered: "",
      isConfirmed: true,
      isSign: false,
    },
  ]);
  add(Object.fromEntries(fields));
}

/** Ends the visit, on this page and on every other one. */
export function forget() {
  end(Math.max(Date.now(), lastOf(read())));
  mark(endedAt, 0);
  channel?.postMessage({ ended: endedAt });
}

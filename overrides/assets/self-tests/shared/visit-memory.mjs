/**
 * Keeps what was told over a reload of the tab, on this device and for a limited time, and lets
 * every screen of the visit know of it: other forms of the page, other tabs, and pages that were
 * left and are come back to. Every browser may refuse, and nothing depends on it.
 *
 * Only the tab's own memory holds answers. Tabs tell each other over a channel, which keeps nothing. A
 * tab that was away finds two times on the device: of the last end, and of the last sign.
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

/** What this page knows. @type {Told} */
let held = {};
/** What was heard of it last, on this page. @type {Told} */
let known = {};
/** Whether the browser does not keep it, so that only this page has it. */
let isUnkept = false;
/** When the last visit ended that this page knows of. What was told before is over. */
let endedAt = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;
/** @type {BroadcastChannel | undefined} */
let channel;
/** Who wants to hear that something was told, or that all of it is over. @type {Set<(isOver: boolean) => void>} */
const listeners = new Set();

/** Returns whether this browser keeps anything for the tab. */
export function canKeep() {
  const name = `${VISIT}-try`;
  return put(name, name, TAB) && put(name, undefined, TAB);
}

/**
 * Lets somebody know whenever another form, tab or page told something, or all of it has ended.
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
  // Those of yesterday go.
  mark(...marks());
  known = read();
  openChannel();
  // A page that was left hears nothing, and a channel would keep some browsers from keeping it.
  addEventListener("pagehide", () => {
    channel?.close();
    channel = undefined;
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    look();
    openChannel();
  });
  addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
}

/** Listens to other tabs, and asks them what they know. */
function openChannel() {
  try {
    channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => hear(data ?? {});
    channel.postMessage({ ask: lastOf(held) });
  } catch {
    // An old browser: its tabs know nothing of each other.
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

/** Tells other tabs what this page knows, if it knows anything. */
function tell() {
  if (lastOf(held)) channel?.postMessage({ told: held });
}

/**
 * Returns what this visit was told until now: what is over, or too old, is gone.
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
  // An end that a clock has noted which was set back since would end whatever is told from now on.
  endedAt = Math.max(endedAt - Date.now() > LONGEST ? 0 : endedAt, ended);
  const left = without(after(held, endedAt), sign);
  if (!isEqual(left, held)) keep(left);
  const last = lastOf(held);
  clearTimeout(ending);
  const rest = LONGEST - Math.abs(Date.now() - last);
  // A page may stay open over night, and a clock may have been wrong.
  if (last && rest > 0) ending = setTimeout(read, rest);
  else if (last) end(last);
  return held;
}

/** Looks at what the tab keeps: another page may have changed it while this one was away. */
function look() {
  read();
  if (isEqual(held, known)) return;
  const isOver = isAnother(held, without(known, marks()[1]));
  if (isOver) endedAt = Math.max(endedAt, lastOf(known));
  known = held;
  // Ended, and perhaps begun anew: nothing of what came before stays.
  if (isOver) say(true);
  if (!isOver || lastOf(held)) say(false);
}

/** @param {Told} visit */
function write(visit) {
  const [before, now] = [held, visit].map(signOf);
  const [ended, sign] = marks();
  // Of a sign that this tab has not heard of it can say nothing.
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
  // What was there goes first: it may know less of a sign than nothing does, and it makes room.
  for (const name of text ? [VISIT] : [VISIT, LINK, SESSION, DONE]) put(name, undefined, TAB);
  // Where the browser is full, or keeps nothing, the answers are in the form all the same.
  isUnkept = !put(VISIT, text, TAB);
}

/**
 * All that was told until a moment is over. What another tab was told since then stays.
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
 * Notes what was told, and lets other tabs know.
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
 * Returns what this visit was told, as Python wants it, in whatever form that was.
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

/** Returns whether anything was told in this visit. */
export function isTold() {
  return lastOf(read()) > 0;
}

/** Returns when this visit was told the first of what it was told; now where that is nothing. */
export function began() {
  return Math.min(Date.now(), ...Object.values(read()).map(({ at }) => at));
}

/** Returns whether a warning sign was told in this visit, wherever that was. */
export function isWarned() {
  return signOf(read()) + marks()[1] > 0;
}

/** Returns whether a sign was told in a tab that is gone, so that nobody knows which one. */
export function isUnknown() {
  return marks()[1] > signOf(read());
}

/** A result came of a check that was clear: a sign that nobody knew is answered. */
export function answered() {
  if (isUnknown()) mark(marks()[0], 0);
}

/**
 * Puts answers from elsewhere into this visit, as if they had been typed: into the form where it
 * has the field, beside it where it has not.
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

/**
 * What a reader can pass on of a result: links, calendar files, the text to the practice, and the
 * QR code on paper. It is loaded after the result, which does not need it. Python writes every
 * text; nothing leaves the page unless the reader presses a button that says so.
 *
 * @module
 */

import { askPage } from "../python/page-client.mjs";
import { all, one } from "../shared/dom.mjs";
import { download } from "../shared/download.mjs";
import { newControls } from "../shared/presses.mjs";
import { today } from "../shared/saved-results.mjs";
import { ROOT } from "../shared/storage-names.mjs";
import { drawCode } from "./qr-code.mjs";

/** @import { ResultShown } from "./drawing.mjs" */
/** @import { Shown } from "./save-and-share.mjs" */

const FRAGMENT = "#r=";

/**
 * Shows what can be passed on of a result.
 *
 * @param {HTMLElement} part
 * @param {Shown} now
 * @param {() => boolean} isCurrent
 */
export function begin(part, now, isCurrent) {
  const { result } = now;
  for (const each of all(part, "[data-if-plan]")) each.hidden = !result.report.plan;
  for (const each of all(part, "[data-if-retest]")) each.hidden = retestsOf(result).again.length === 0;
  for (const each of all(part, "[data-if-story]")) each.hidden = !result.report.story;
  void code(part, now, isCurrent);
  void explore(part, result, isCurrent);
}

/**
 * Says in the folded row of a distance what it does in a squat, with the reader's own error.
 *
 * @param {Element} part
 * @param {ResultShown} result
 * @param {() => boolean} isCurrent
 */
async function explore(part, { report, respond }, isCurrent) {
  const place = part.closest("self-test")?.querySelector("[data-explored]");
  const asked = report.results.find((/** @type {any} */ each) => each.explore)?.explore.asked;
  if (!place || !asked) return;
  const { ok } = (await respond({ do: "squat", version: 1, ...asked }).catch(() => {})) ?? {};
  if (ok && isCurrent()) place.textContent = ok.sentence;
}

/**
 * Draws the link to a result as a code on the printed page.
 *
 * @param {Element} part
 * @param {Shown} now
 * @param {() => boolean} isCurrent
 */
async function code(part, now, isCurrent) {
  const sheet = part.closest("self-test");
  if (!sheet || !now.shared) return;
  if (!(await drawCode(one(sheet, "[data-code] svg"), resultAddress(now), isCurrent))) return;
  for (const each of all(sheet, "[data-code], [data-code-text]")) each.removeAttribute("hidden");
}

/**
 * Does what a button stands for, and says whether it worked.
 *
 * @param {HTMLElement} button
 * @param {HTMLElement} said
 * @param {Shown} now
 * @param {Element} part
 */
export async function handOn({ dataset }, said, now, part) {
  const done = await does(dataset.do, now, part);
  if (done instanceof HTMLElement) {
    said.replaceChildren(`${dataset.shown} `, done);
  } else if (typeof done === "string") {
    const link = document.createElement(done.includes("\n") ? "textarea" : "input");
    Object.assign(link, { rows: 6, readOnly: true, value: done, className: "keep-link", ariaLabel: dataset.shown });
    said.replaceChildren(`${dataset.shown} `, link);
    link.select();
  } else {
    said.textContent = (done === undefined ? "" : done ? dataset.done : dataset.failed) ?? "";
  }
}

/**
 * @param {string | undefined} what
 * @param {Shown} now
 * @param {Element} part
 * @returns {Promise<string | HTMLElement | boolean | undefined>} an address or a picture to show, or whether it
 *   worked; `undefined` if there is nothing to say
 */
async function does(what, now, part) {
  switch (what) {
    case "sessions": {
      const time = /** @type {HTMLInputElement} */ (one(part, "[data-time]"));
      // The browser says what is missing, in the reader's own language.
      if (!time.reportValidity()) return undefined;
      return calendar(now.result.respond, sessionsOf(now.result, time.value), "sessions.ics");
    }
    case "retest":
      return calendar(now.result.respond, retestsOf(now.result), "measure-again.ics");
    case "invite":
      return hand(plainAddress(), true);
    case "share":
    case "copy":
      return now.shared ? hand(resultAddress(now), what === "share") : false;
    case "note":
      return now.shared ? hand(noteOf(now, one(part, "[data-discomfort]")), false) : false;
    case "story":
      return picture(now, part);
  }
  return undefined;
}

/**
 * @param {Shown} now
 * @param {Element} part
 */
async function picture({ result: { report } }, part) {
  const leg = part.closest("self-test")?.querySelector('[data-part="result"] .leg');
  const wish = /** @type {HTMLInputElement} */ (one(part, "[data-story-sides]"));
  if (!leg || !report.story) return false;
  return import("./story.mjs")
    .then(({ story }) => story(leg, wish.checked ? report.story.full : report.story.plain))
    .catch(() => false);
}

// Calendar

/**
 * @param {ResultShown} result
 * @param {string} start the time of day
 */
function sessionsOf({ report: { plan }, next = 1 }, start) {
  return {
    // What is done of the week is not planned again.
    days: plan.week.slice(next - 1).map((/** @type {any} */ session) => ({
      date: today(session.day - next + 1),
      lines: session.drills.map((/** @type {any} */ drill) => `${drill.title}: ${drill.text}`),
    })),
    start,
    minutes: plan.minutes,
    link: `${location.origin}${ROOT}plan/#start`,
  };
}

/** @param {ResultShown} result */
function retestsOf({ report }) {
  return {
    again: report.results
      .filter((/** @type {any} */ each) => each.retest?.date)
      .map((/** @type {any} */ { self_test, title, retest: { date, sentence } }) => ({
        date,
        self_test,
        lines: [`${title}: ${sentence}`],
      })),
  };
}

/**
 * Saves the days on which to come back, from the card that ended the visit. A card needs no Python,
 * so it may have to start first.
 *
 * @param {any} button before the place where it says whether it worked
 */
export async function comeBack({ dataset, value, nextElementSibling: said }) {
  newControls({ keys: false });
  said.textContent = dataset.waiting;
  const isDone = await calendar(askPage, { come_back: value, today: today() }, "come-back.ics");
  said.textContent = isDone ? dataset.done : dataset.failed;
}

/**
 * @param {(request: object) => Promise<any>} respond
 * @param {object} what
 * @param {string} name
 */
async function calendar(respond, what, name) {
  // Always the same id: a new file then moves the entries in the calendar instead of doubling them.
  const uid = `self-tests@${location.hostname}`;
  const stamp = `${new Date().toISOString().slice(0, 19)}Z`;
  const asked = { do: "calendar", version: 1, link: plainAddress(), ...what, uid, stamp };
  // Without Python there is no file, only a sentence that says so.
  const { ok } = (await respond(asked).catch(() => {})) ?? {};
  if (ok) download(name, "text/calendar", ok.text);
  return Boolean(ok);
}

// Links

function plainAddress() {
  return location.origin + location.pathname;
}

/** @param {Shown} now */
function resultAddress({ shared }) {
  return plainAddress() + FRAGMENT + shared.text;
}

/**
 * @param {Shown} now
 * @param {Element} discomfort whether the note should name the discomfort, too
 */
function noteOf({ shared }, discomfort) {
  const { text, note, note_with_discomfort: all, text_without_discomfort: less } = shared;
  const isWanted = /** @type {HTMLInputElement} */ (discomfort).checked;
  const held = isWanted ? text : less;
  return (isWanted ? all : note) + (held && `\n${plainAddress()}${FRAGMENT}${held}`);
}

/**
 * Passes a link or a note on: to the phone's share sheet, else to the clipboard, else as text to
 * copy.
 *
 * @param {string} url
 * @param {boolean} isForOthers whether to offer the share sheet
 * @returns {Promise<string | true | undefined>} the address if it can only be shown; `undefined` if it was
 *   shared or the share sheet was closed
 */
async function hand(url, isForOthers) {
  if (isForOthers && navigator.share) {
    try {
      await navigator.share({ title: document.title, url });
      return undefined;
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") return undefined;
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    return url;
  }
}

// The text to the practice

/**
 * Writes the text to the practice, with or without numbers. Lines that the reader has changed or
 * added stay as they are; in an empty box the text begins anew.
 *
 * @param {Element} part
 * @param {Shown | undefined} now
 */
export function write(part, now) {
  const shared = now?.shared;
  const box = /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]"));
  const { checked } = /** @type {HTMLInputElement} */ (one(part, "[data-numbers]"));
  if (!now || !shared) return;
  const link = `\n${resultAddress(now)}`;
  const [plain, full] = [shared.summary, shared.summary_with_numbers].map((/** @type {string} */ text) => text.split("\n"));
  const [before, after] = checked ? [plain, full] : [full, plain];
  const lines = (box.value.replace(link, "") || before.join("\n")).split("\n");
  const written = lines.map((/** @type {string} */ line) => {
    const place = before.indexOf(line);
    // Two lines may read alike until they have numbers: each is used once.
    delete before[place];
    return after[place] ?? line;
  });
  box.value = written.join("\n") + (checked ? link : "");
  address(part);
}

/**
 * Puts the text of the box into the link that sends it.
 *
 * @param {Element} part
 */
export function address(part) {
  const link = one(part, "[data-send]");
  const box = /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]"));
  const [number = ""] = (link.getAttribute("href") ?? "").split("?");
  // "?&" is what both iPhones and Android phones read.
  link.setAttribute("href", `${number}?&body=${encodeURIComponent(box.value)}`);
}

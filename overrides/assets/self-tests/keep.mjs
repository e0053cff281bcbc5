/**
 * The part under a result: save, calendar, share, text the practice. Python writes every text;
 * nothing leaves the page unless the reader presses a button that says so.
 *
 * @module
 */

import { forget } from "./memory.mjs";
import { drop } from "./offline.mjs";
import { isSure, newControls } from "./presses.mjs";
import { offerSessions } from "./session.mjs";
import { download, planAddress, remove, save, today } from "./saved.mjs";

/** @import { ResultShown } from "./self-test.mjs" */

// It comes along, so that nothing is asked for when somebody prints; paper goes without a code.
const printing = import("./print.mjs").catch(() => undefined);
const FRAGMENT = "#r=";
const IN_APP = /Instagram|FBAN|FBAV|FB_IAB|FBIOS/;
/** What each part shows at present. @type {WeakMap<Element, Shown>} */
const shown = new WeakMap();

/**
 * `day` is the one on which these answers were first scored.
 *
 * @typedef {{ result: ResultShown, wanted: string, day: string, ready: Promise<any>, shared?: any }} Shown
 */

/**
 * Shows the part for a result, and asks Python for what could be shared.
 *
 * @param {Element} place
 * @param {ResultShown} result
 */
export async function keep(place, result) {
  const part = /** @type {HTMLElement} */ (place.querySelector("[data-keep]"));
  offerSessions(part.closest("self-test") ?? part, result.report.plan);
  const { wanted: before, day: dayBefore } = shown.get(part) ?? {};
  const { do: _, practice, equipment, minutes, today: scored, ...asked } = /** @type {any} */ (
    result.request
  );
  const ready = result.respond({ ...asked, do: "share" }).then(
    (answer) => answer.ok,
    () => undefined,
  );
  /** @type {Shown} */
  const now = { result, wanted: JSON.stringify(asked), day: scored, ready };
  // Another choice of equipment, on whatever day, is no other result.
  if (before === now.wanted && dayBefore) now.day = dayBefore;
  // Nothing that tells of other answers is sent or printed, however soon.
  if (before !== now.wanted) empty(part);
  shown.set(part, now);
  if (part.dataset.live === undefined) {
    part.dataset.live = "";
    part.addEventListener("click", press);
    part.closest("self-test")?.addEventListener("click", ({ target }) => {
      const finish = '[data-go="start-again"]';
      if (target instanceof Element && target.closest(finish)) empty(part);
    });
    part.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.numbers === "") write(part);
      else address(part);
    });
  }
  now.shared = await ready;
  if (shown.get(part) !== now) return;
  void code(place, now);
  for (const each of all(part, "[data-if-plan]")) each.hidden = !result.report.plan;
  for (const each of all(part, "[data-if-retest]")) each.hidden = !retestOf(result);
  one(part, "[data-in-app]").hidden = !IN_APP.test(navigator.userAgent);
  one(part, "[data-to-plan]").setAttribute("href", planAddress());
  part.hidden = false;
  // Another choice of equipment is no reason to take back what the reader wrote.
  if (before !== now.wanted) write(part);
}

/**
 * Puts the link to a result on the page for paper.
 *
 * @param {Element} place
 * @param {Shown} now
 */
async function code(place, now) {
  const draw = (await printing)?.drawCode;
  const sheet = place.parentElement;
  if (!sheet || !draw || !now.shared) return;
  // In a task of its own: on a slow phone it takes as long as all the rest.
  await new Promise((resolve) => setTimeout(resolve));
  if (shown.get(one(place, "[data-keep]")) !== now) return;
  draw(one(sheet, "[data-code] svg"), resultAddress(now));
  for (const each of all(sheet, "[data-code], [data-code-text]")) each.removeAttribute("hidden");
}

/**
 * Forgets the result that was shown.
 *
 * @param {HTMLElement} part
 */
function empty(part) {
  shown.delete(part);
  part.hidden = true;
  const owner = part.closest("self-test") ?? part;
  owner.querySelector("[data-code] path")?.removeAttribute("d");
  for (const each of all(owner, "[data-code], [data-code-text]")) each.hidden = true;
  for (const said of all(part, "[role=status]")) said.textContent = "";
  /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]")).value = "";
  address(part);
}

/**
 * @param {Element} part
 * @param {string} selector
 */
function one(part, selector) {
  return /** @type {HTMLElement} */ (part.querySelector(selector));
}

/**
 * @param {Element} part
 * @param {string} selector
 */
function all(part, selector) {
  return [...part.querySelectorAll(selector)].map((each) => /** @type {HTMLElement} */ (each));
}

/** @param {Event} event */
async function press({ target, currentTarget }) {
  const button = target instanceof Element ? target.closest("button") : null;
  const now = shown.get(/** @type {Element} */ (currentTarget));
  if (!button || !now) return;
  const part = /** @type {HTMLElement} */ (currentTarget);
  const { dataset } = button;
  newControls();
  /** @type {string | boolean | undefined} an address to show, done or not; else nothing to say */
  let done;
  switch (dataset.do) {
    case "save":
      done = saveResult(now);
      break;
    case "remove":
      if (!(await isSure(dataset.sure))) return;
      forget();
      done = await drop().then(remove, () => false);
      break;
    case "sessions":
      done = await calendar(now, sessionsOf(now.result, one(part, "[data-time]")), "sessions.ics");
      break;
    case "retest":
      done = await calendar(now, retestOf(now.result), "measure-again.ics");
      break;
    case "invite":
      done = await hand(plainAddress(), true);
      break;
    case "share":
    case "copy":
      done = now.shared ? await hand(resultAddress(now), dataset.do === "share") : false;
      break;
  }
  const said = one(/** @type {Element} */ (button.closest(".keep-group")), "[role=status]");
  if (typeof done === "string") {
    const link = document.createElement("input");
    link.readOnly = true;
    link.value = done;
    link.className = "keep-link";
    link.setAttribute("aria-label", dataset.shown ?? "");
    said.replaceChildren(`${dataset.shown} `, link);
    link.select();
  } else {
    said.textContent = (done === undefined ? "" : done ? dataset.done : dataset.failed) ?? "";
  }
}

/** @param {Shown} now */
function saveResult({ result: { report, request }, day, shared }) {
  if (!shared) return false;
  const { answers, titles } = shared;
  const retests = report.results
    .filter((/** @type {any} */ each) => each.retest)
    .map((/** @type {any} */ each) => ({ title: each.title, ...each.retest }));
  const plan = report.plan ? { date: day, plan: report.plan, retests } : undefined;
  return save([{ date: day, answers, titles }], plan, request.unit);
}

// Calendar

/**
 * @param {ResultShown} result
 * @param {Element} time
 */
function sessionsOf({ report: { plan } }, time) {
  return {
    days: plan.week.map((/** @type {any} */ session) => ({
      date: today(session.day),
      lines: session.drills.map((/** @type {any} */ drill) => `${drill.title}: ${drill.text}`),
    })),
    start: /** @type {HTMLInputElement} */ (time).value,
    minutes: plan.minutes,
  };
}

/** @param {ResultShown} result */
function retestOf({ report }) {
  const again = report.results.filter((/** @type {any} */ each) => each.retest?.date);
  // All are measured together, on the first day that suits each of them.
  const date = again.map((/** @type {any} */ each) => each.retest.date).sort().at(-1);
  return (
    date && {
      retest: date,
      self_tests: [...new Set(again.map((/** @type {any} */ each) => each.self_test))],
      lines: again.map((/** @type {any} */ each) => `${each.title}: ${each.retest.sentence}`),
    }
  );
}

/**
 * @param {Shown} now
 * @param {object} what
 * @param {string} name
 */
async function calendar({ result }, what, name) {
  // The same name each time: a file that is made again moves the entries instead of doubling them.
  const uid = `self-tests@${location.hostname}`;
  const stamp = `${new Date().toISOString().slice(0, 19)}Z`;
  const asked = { do: "calendar", version: 1, ...what, uid, stamp };
  const answer = await result.respond(asked).catch(() => undefined);
  if (answer?.ok) download(name, "text/calendar", answer.ok.text);
  return Boolean(answer?.ok);
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
 * Hands a link on: to the phone's own sheet, to the clipboard, or to the reader's eyes.
 *
 * @param {string} url
 * @param {boolean} isForOthers
 * @returns {Promise<string | true | undefined>} the address when it could only be shown;
 *   nothing when the phone's sheet was closed again
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

/** @param {Element} part */
function write(part) {
  const now = shown.get(part);
  const shared = now?.shared;
  const box = /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]"));
  const numbers = /** @type {HTMLInputElement} */ (one(part, "[data-numbers]"));
  if (!now || !shared) return;
  box.value = numbers.checked
    ? `${shared.summary_with_numbers}\n${resultAddress(now)}`
    : shared.summary;
  address(part);
}

/** @param {Element} part */
function address(part) {
  const link = one(part, "[data-send]");
  const box = /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]"));
  const [number = ""] = (link.getAttribute("href") ?? "").split("?");
  // "?&" is what both iPhones and Android phones read.
  link.setAttribute("href", `${number}?&body=${encodeURIComponent(box.value)}`);
}

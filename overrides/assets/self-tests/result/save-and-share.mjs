/**
 * The part under a result: saves and deletes, and loads the module with which a reader passes
 * things on.
 *
 * @module
 */

import { lookForDeploy } from "../shared/deploys.mjs";
import { all, one } from "../shared/dom.mjs";
import { isInApp } from "../shared/environment.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { drop } from "../shared/offline.mjs";
import { isSure, newControls, pressed } from "../shared/presses.mjs";
import { dayText, today } from "../shared/saved-results.mjs";
import { remove, save } from "../shared/saving.mjs";
import { forget } from "../shared/visit-memory.mjs";

/** @import { ResultShown } from "./drawing.mjs" */

// Milliseconds to wait for handing.mjs before this part is shown without it.
const MOMENT = 1000;
const AGAIN = ["online", "click"];
const ONCE = { once: true };
/** The modules that are loaded after a result, by name. @type {Map<string, Promise<any>>} */
const parts = new Map();
/** What each part shows now. @type {WeakMap<Element, Shown>} */
const shown = new WeakMap();
/** Kept here once loaded: browsers share a link only directly after a press, without waiting. */
let /** @type {typeof import("./handing.mjs") | undefined} */ handing;

/**
 * `day` is the day on which these answers were first scored.
 *
 * @typedef {{ result: ResultShown, wanted: string, day: string, shared?: any }} Shown
 */

/**
 * Shows the part for a result, and asks Python for the texts to share.
 *
 * @param {Element} place
 * @param {ResultShown} result
 */
export async function keep(place, result) {
  const part = /** @type {HTMLElement} */ (place.querySelector("[data-keep]"));
  const bar = barOf(part);
  const { wanted: before, day: dayBefore, result: earlier } = shown.get(part) ?? {};
  const { do: _, practice, equipment, minutes, today: scored, ...asked } = /** @type {any} */ (
    result.request
  );
  /** @type {Shown} */
  const now = { result, wanted: JSON.stringify(asked), day: scored };
  const ready = result.respond({ ...asked, do: "share", today: scored }).then(
    (answer) => (now.shared = answer.ok),
    () => {},
  );
  // With other equipment it is still the same result, even on another day.
  if (before === now.wanted && dayBefore) now.day = dayBefore;
  // Texts about earlier answers must not be sent or printed, not even for a moment.
  if (before !== now.wanted) empty(part);
  // With other equipment the plan that was saved is not the one that is shown.
  if (textOf(earlier) !== textOf(result)) unsave(part);
  shown.set(part, now);
  // Not awaited: the result does not need the week, and its button is shown once it works.
  const root = part.closest("self-test") ?? part;
  void arrived("week", () => import("./week.mjs")).then(({ showWeek }) => {
    if (shown.get(part) === now) showWeek(root, result);
  });
  if (part.dataset.live === undefined) {
    part.dataset.live = "";
    for (const each of [part, bar]) each.addEventListener("click", (event) => press(event, part));
    part.closest("self-test")?.addEventListener("self-test-emptied", () => empty(part));
    part.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.dataset.numbers === "") {
        handing?.write(part, shown.get(part));
      } else {
        handing?.address(part);
      }
    });
  }
  const isCurrent = () => shown.get(part) === now;
  const begun = arrived("handing", () => import("./handing.mjs")).then(async (loaded) => {
    handing = loaded;
    await ready;
    if (!isCurrent()) return;
    loaded.begin(part, now, isCurrent);
    // With other equipment the text that the reader wrote stays.
    if (before !== now.wanted) loaded.write(part, now);
  });
  await ready;
  // Saving and deleting need only the answer, and wait for no network.
  await Promise.race([begun, new Promise((done) => setTimeout(done, MOMENT))]);
  if (!isCurrent()) return;
  one(part, "[data-in-app]").hidden = !isInApp();
  part.hidden = false;
  bar.dataset.live = "";
}

/**
 * Loads a module that comes after a result. If the network fails it is loaded again when that is
 * back or the reader presses anything, each time from another address: a browser may remember the
 * failure of the last one.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function arrived(name, load) {
  const part = parts.get(name) ?? load().catch(() => again(name));
  parts.set(name, part);
  return part;
}

/** @param {string} name */
async function again(name) {
  void lookForDeploy();
  for (let tries = 1; ; tries += 1) {
    await new Promise((resolve) => AGAIN.forEach((type) => addEventListener(type, resolve, ONCE)));
    try {
      return await import(`./${name}.mjs?${tries}`);
    } catch {
      // The network is still down.
    }
  }
}

/** @param {ResultShown | undefined} result */
function textOf(result) {
  return JSON.stringify(result?.report.plan);
}

/**
 * Nothing says any more that what is shown is saved.
 *
 * @param {HTMLElement} part
 */
function unsave(part) {
  delete (/** @type {HTMLElement} */ (part.closest("self-test")).dataset.kept);
  one(barOf(part), "[data-saved]").hidden = true;
  for (const said of all(barOf(part), "[role=status]")) said.textContent = "";
}

/**
 * Forgets the result that was shown.
 *
 * @param {HTMLElement} part
 */
function empty(part) {
  shown.delete(part);
  part.hidden = true;
  const owner = /** @type {HTMLElement} */ (part.closest("self-test"));
  owner.querySelector("[data-code] path")?.removeAttribute("d");
  for (const each of all(owner, "[data-code], [data-code-text]")) each.hidden = true;
  const bar = barOf(part);
  delete bar.dataset.live;
  unsave(part);
  one(bar, "details").removeAttribute("open");
  for (const each of all(part, "[role=status]")) each.textContent = "";
  /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]")).value = "";
  handing?.address(part);
}

/**
 * Returns the bar that is always in reach: it starts a session, saves and shares.
 *
 * @param {Element} part
 */
function barOf(part) {
  return one(/** @type {Element} */ (part.closest("[data-part=result]")), "[data-keep-bar]");
}

/**
 * @param {Event} event
 * @param {HTMLElement} part
 */
async function press(event, part) {
  const button = pressed(event);
  const now = shown.get(part);
  if (!button?.dataset.do || !now) return;
  const { dataset } = button;
  newControls();
  const said = one(/** @type {Element} */ (button.closest(".keep-group")), "[role=status]");
  if (dataset.do === "save") {
    said.textContent = saveResult(now, dataset);
    if (said.textContent.startsWith(dataset.done ?? "")) {
      /** @type {HTMLElement} */ (part.closest("self-test")).dataset.kept = "";
      one(barOf(part), "[data-saved]").hidden = false;
      // Makes the menu and the dots of the week look again.
      dispatchEvent(new Event("saved"));
    }
  } else if (dataset.do === "remove") {
    if (await isSure(button, said)) await removeAll(dataset, part);
  } else if (handing) {
    await handing.handOn(button, said, now, part);
  } else {
    said.textContent = dataset.failed ?? "";
  }
}

/**
 * @param {DOMStringMap} words
 * @param {HTMLElement} part
 */
async function removeAll(words, part) {
  const owner = /** @type {HTMLElement} */ (part.closest("self-test"));
  // The element clears itself, and with it this part.
  forget();
  const isDone = await drop().then(remove, () => remove() && false);
  if (isDone) delete owner.dataset.kept;
  // This page, too, may show deleted results.
  dispatchEvent(new Event("storage"));
  one(owner, "[data-joined]").textContent = (isDone ? words.done : words.failed) ?? "";
}

/**
 * @param {Shown} now
 * @param {DOMStringMap} words
 * @returns {string} whether it was saved
 */
function saveResult({ result: { report, request }, day, shared }, words) {
  if (!shared) return words.refused ?? "";
  const { answers, titles, edition } = shared;
  const isDay = (/** @type {string} */ date) => date >= (words.first ?? "") && date <= (words.last ?? "");
  // If the clock was corrected after the result was made, its day may be impossible.
  const date = isDay(day) ? day : today();
  if (!isDay(date)) return filledIn(words.clock, { date: dayText(date) });
  const retests = report.results
    .filter((/** @type {any} */ each) => each.retest)
    .map((/** @type {any} */ each) => ({ title: each.title, ...each.retest }));
  const plan = report.plan ? { date, plan: report.plan, retests, edition } : undefined;
  const set = { date, answers, titles, edition };
  const { problem, isPlanOlder } = save([set], { plan, unit: request.unit, isTold: true });
  const said = problem || "done";
  return [words[said], !problem && isPlanOlder ? words.planOlder : ""].filter(Boolean).join(" ");
}

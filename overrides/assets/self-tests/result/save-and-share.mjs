/**
 * The part under a result: save, delete, and what a reader hands on, which comes by itself.
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

// Milliseconds.
const MOMENT = 1000;
const AGAIN = ["online", "click"];
const ONCE = { once: true };
/** What comes after a result, by name. @type {Map<string, Promise<any>>} */
const parts = new Map();
/** What each part shows at present. @type {WeakMap<Element, Shown>} */
const shown = new WeakMap();
/** At hand once it is there: a link can be handed on only while the press is fresh. */
let /** @type {typeof import("./handing.mjs") | undefined} */ handing;

/**
 * `day` is the one on which these answers were first scored.
 *
 * @typedef {{ result: ResultShown, wanted: string, day: string, shared?: any }} Shown
 */

/**
 * Shows the part for a result, and asks Python for what could be shared.
 *
 * @param {Element} place
 * @param {ResultShown} result
 */
export async function keep(place, result) {
  const part = /** @type {HTMLElement} */ (place.querySelector("[data-keep]"));
  const bar = barOf(part);
  const { wanted: before, day: dayBefore } = shown.get(part) ?? {};
  const { do: _, practice, equipment, minutes, today: scored, ...asked } = /** @type {any} */ (
    result.request
  );
  /** @type {Shown} */
  const now = { result, wanted: JSON.stringify(asked), day: scored };
  const ready = result.respond({ ...asked, do: "share", today: scored }).then(
    (answer) => (now.shared = answer.ok),
    () => {},
  );
  // Another choice of equipment, on whatever day, is no other result.
  if (before === now.wanted && dayBefore) now.day = dayBefore;
  // Nothing that tells of other answers is sent or printed, however soon.
  if (before !== now.wanted) empty(part);
  shown.set(part, now);
  // No result waits for it, and the button is there once it leads somewhere.
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
    // Another choice of equipment is no reason to take back what the reader wrote.
    if (before !== now.wanted) loaded.write(part, now);
  });
  await ready;
  // To save and to delete needs nothing more, and waits for no network.
  await Promise.race([begun, new Promise((done) => setTimeout(done, MOMENT))]);
  if (!isCurrent()) return;
  one(part, "[data-in-app]").hidden = !isInApp();
  part.hidden = false;
  bar.dataset.live = "";
}

/**
 * Loads a part that comes after a result. Where the network was gone it is asked for again once
 * that is back or somebody presses, each time under another address: a browser may remember that
 * the last one failed.
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
      // It is still gone.
    }
  }
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
  delete owner.dataset.kept;
  one(bar, "[data-saved]").hidden = true;
  one(bar, "details").removeAttribute("open");
  for (const each of [part, bar]) {
    for (const said of all(each, "[role=status]")) said.textContent = "";
  }
  /** @type {HTMLTextAreaElement} */ (one(part, "[data-message]")).value = "";
  handing?.address(part);
}

/**
 * What is always in reach: it begins a session, saves and shares.
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
      // The menu and the dots of the week look again.
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
  // The element empties itself, and with it this part.
  forget();
  const isDone = await drop().then(remove, () => false);
  if (isDone) delete owner.dataset.kept;
  // This page, too, may show what was there.
  dispatchEvent(new Event("storage"));
  one(owner, "[data-joined]").textContent = (isDone ? words.done : words.failed) ?? "";
}

/**
 * @param {Shown} now
 * @param {DOMStringMap} words
 * @returns {string} what became of it
 */
function saveResult({ result: { report, request }, day, shared }, words) {
  if (!shared) return words.refused ?? "";
  const { answers, titles, edition } = shared;
  const isDay = (/** @type {string} */ date) => date >= (words.first ?? "") && date <= (words.last ?? "");
  // The clock was set after the result was made.
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

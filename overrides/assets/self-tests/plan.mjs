/**
 * The page "My plan": shows what is saved in this browser, and lets the reader take it along.
 *
 * @module
 */

import { joined } from "./check-ins.mjs";
import { connectPage } from "./client.mjs";
import { lookForDeploy } from "./deploys.mjs";
import { download } from "./download.mjs";
import { filled } from "./filling.mjs";
import { offerInstall } from "./install.mjs";
import { askInParts, latest, lengthOf } from "./in-parts.mjs";
import { forget, isWarned, watchVisit } from "./memory.mjs";
import { drop } from "./offline.mjs";
import { isSure, newControls } from "./presses.mjs";
import { offerSessions } from "./session.mjs";
import { dayText, load, readable, today } from "./saved.mjs";
import { filledIn, plain, remove, save, takeOver } from "./saving.mjs";
import { Today } from "./today.mjs";

/** @import { MeasureProgressReport, PointReport, SideProgressReport } from "./wire.d.ts" */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 170;
const MARGIN = 16;
// Room for a value above the highest error, and below the lowest one.
const HEAD = 22;
const FOOT = 8;
// Room for the names of zones at the right, and how high a zone is that holds its name.
const NAMES = 64;
// How wide a value is written.
const VALUE = 64;
const LETTERS = 13;

const page = /** @type {HTMLElement} */ (document.querySelector("self-test-plan"));
/** What Python last said about what is saved. @type {any} */
let read;
let turn = 0;
const copies = /** @type {HTMLDetailsElement} */ (one("#copy"));
/** What was opened for paper, and closes again. @type {HTMLDetailsElement[]} */
const unfolded = [];
const ofToday = new Today(page, ask);

offerInstall(one("[data-install]"));

/** @param {string} selector */
function one(selector) {
  return /** @type {HTMLElement} */ (page.querySelector(selector));
}

/**
 * @param {string} name
 * @param {object | undefined} scope nothing to show when left out
 */
function fill(name, scope) {
  const template = /** @type {HTMLTemplateElement} */ (one(`[data-template="${name}"]`));
  const place = one(`[data-fill="${name}"]`);
  const wereOpen = [...place.querySelectorAll("details")].map(({ open }) => open);
  place.replaceChildren(...(scope ? [filled(template, scope)] : []));
  place.querySelectorAll("details").forEach((details, at) => (details.open = wereOpen[at] ?? false));
}

/**
 * Fills what is folded, and says on the fold what is in it.
 *
 * @param {string} name
 * @param {object | undefined} scope nothing to unfold when left out
 * @param {(words: DOMStringMap) => (string | number | boolean | undefined)[]} tell nothing where it is not true
 */
function fold(name, scope, tell) {
  fill(name, scope);
  const details = /** @type {HTMLDetailsElement} */ (one(`[data-fill="${name}"]`).closest("details"));
  details.hidden = !scope;
  const told = /** @type {HTMLElement} */ (details.querySelector("[data-told]"));
  told.textContent = scope ? tell(told.dataset).filter(Boolean).join(" ") : "";
}

/**
 * @param {DOMStringMap} words
 * @param {number} count
 */
function counted({ one: single, many }, count) {
  return count === 1 ? single : filledIn(many, { count });
}

/** @param {object} request */
async function ask(request) {
  try {
    const shared = connectPage(document);
    await shared.start();
    return await shared.respond({ version: 1, ...request });
  } catch {
    void lookForDeploy();
    return undefined;
  }
}

async function show() {
  const mine = (turn += 1);
  const { sets, plan, unit, isNewer } = load();
  const isEmpty = sets.length === 0;
  page.ariaBusy = "true";
  // The menu looks again: it may have been deleted.
  dispatchEvent(new Event("saved"));
  one("[data-empty]").hidden = !isEmpty;
  one("[data-needs-saved]").hidden = isEmpty;
  const isOpening = "opening" in page.dataset;
  if (isOpening) copies.open = isEmpty && !plan;
  showPlan(plan);
  const shown = ofToday.show(isWarned() ? undefined : plan).catch(() => {});
  const waiting = one("[data-waiting]");
  if (isOpening && !isEmpty) waiting.textContent = waiting.dataset.waitingText ?? "";
  const answer = isEmpty ? undefined : await askSaved(plain(sets), (part) => ({ sets: part, unit }));
  /** @type {any[]} */
  const readable = answer?.ok?.sets ?? [];
  const dated = readable.map((/** @type {any} */ { date, answers }) => ({ date, answers }));
  const compared = latest(dated, Number(one("[data-import]").dataset.most));
  const progress = dated.length > 1 ? await ask({ do: "progress", sets: compared, unit, ...now() }) : undefined;
  await shown;
  if (mine !== turn) return;
  read = answer?.ok;
  const { failed, newer } = waiting.dataset;
  const problem = isEmpty || read ? "" : (answer?.error?.message ?? failed);
  waiting.textContent = [isNewer ? newer : "", wrongClock(), problem].filter(Boolean).join(" ");
  /** @type {MeasureProgressReport[]} */
  const measures = progress?.ok?.measures ?? [];
  const lead = measures.filter((each) => each.lead);
  const others = measures.filter((each) => !each.lead);
  fill("lead", lead.length > 0 ? { ...progress.ok, measures: lead } : undefined);
  fold("others", others.length > 0 ? { ...progress.ok, measures: others } : undefined, (words) => [
    counted(words, others.length),
  ]);
  draw([...lead, ...others]);
  fold("saved", read, (words) => [
    read.sets.length > 0 && counted(words, read.sets.length),
    read.refused.length > 0 && words.unread,
  ]);
  page.ariaBusy = "false";
  delete page.dataset.opening;
  if (isOpening) openNamed();
  newControls({ keys: false });
}

/**
 * @param {unknown[]} sets
 * @param {(part: unknown[]) => object} make what Python is asked about a part of them
 */
async function askSaved(sets, make) {
  const { most, day = "" } = one("[data-import]").dataset;
  return askInParts(sets, Number(most), async (part) => {
    // A day as no self-test of ours makes one: it stays where it is.
    if (lengthOf(part) > Number(most)) return { error: { message: day } };
    return ask({ do: "saved", ...make(part), ...now() });
  });
}

/** @returns {{ today?: string }} the day, for Python; none where the clock is wrong for sure */
function now() {
  return wrongClock() ? {} : { today: today() };
}

/** @returns {string} what to say about a clock that is wrong for sure */
function wrongClock() {
  const { first = "", last = "", clock } = page.dataset;
  const date = today();
  return date < first || date > last ? filledIn(clock, { date: dayText(date) }) : "";
}

/** @param {import("./saved.mjs").SavedPlan | undefined} plan */
function showPlan(plan) {
  // A warning sign of this visit holds for a plan that was saved before it, too.
  const isHeld = isWarned();
  one("[data-warned]").hidden = !plan || !isHeld;
  if (!plan || isHeld) page.querySelector("dialog")?.close();
  try {
    const scope = plan && shownPlan(plan);
    const days = (scope?.retests ?? []).flatMap(({ date }) => date || []);
    const count = plan?.plan.week?.filter(({ drills }) => drills.length > 0).length;
    fold("plan", scope, (words) => [
      count && filledIn(words.sessions, { count }),
      days.length > 0 && filledIn(words.again, { date: dayText(days.sort()[0]) }),
    ]);
    one("[data-earlier-edition]").textContent = scope?.edition_text ?? "";
    if (!isHeld) offerSessions(page, plan?.plan);
  } catch {
    // Somebody else's, under our name: the days are shown all the same.
    fold("plan", undefined, () => []);
  }
}

/** @param {import("./saved.mjs").SavedPlan} plan */
function shownPlan({ date, plan, retests, edition = 1 }) {
  const { edition: newest, earlier } = page.dataset;
  return {
    date_text: dayText(date),
    edition_text: String(edition) === newest ? "" : filledIn(earlier, { number: edition }),
    plan,
    retests: [retests ?? []]
      .flat()
      .map((each) => ({ ...each, date_text: each?.date ? dayText(each.date) : "" })),
  };
}

/** Opens the part that an address names. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (!(named instanceof HTMLDetailsElement) || !page.contains(named)) return;
  named.open = true;
  named.scrollIntoView();
}

// Trends

/** @param {MeasureProgressReport[]} measures in the order of the page */
function draw(measures) {
  const places = [...page.querySelectorAll("[data-chart]")];
  for (const { sides, zones } of measures) {
    // Both sides on one scale, so that the eye may compare them.
    const days = sides.flatMap(({ points }) => points.map(at));
    for (const side of sides) {
      places.shift()?.replaceChildren(chart(side, zones, Math.min(...days), Math.max(...days)));
    }
  }
}

/** @param {{ date: string }} point */
function at({ date }) {
  return Date.parse(date);
}

/**
 * Draws values with their errors against the zones they are read by: up is always better. Zones
 * are told apart by lines and names, and what it shows is said in one sentence.
 *
 * @param {SideProgressReport} side
 * @param {MeasureProgressReport["zones"]} zones the worst first
 * @param {number} first the day at the left
 * @param {number} last
 */
function chart({ points, graph_text: told }, zones, first, last) {
  const room = WIDTH - 2 * MARGIN - (zones.length ? NAMES : 0);
  const x = (/** @type {PointReport} */ point) => MARGIN + ((at(point) - first) / (last - first || 1)) * room;
  const y = (/** @type {number} */ share) => HEIGHT - FOOT - (share / 100) * (HEIGHT - FOOT - HEAD);
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": told });
  const fills = shape("g", { class: "trend-zones" });
  svg.append(fills);
  let low = 0;
  for (const { size, text } of zones) {
    const [top, bottom] = [low + size >= 99.9 ? 0 : y(low + size), low ? y(low) : HEIGHT];
    fills.append(shape("rect", { x: 0, y: top, width: WIDTH, height: bottom - top }));
    const name = shape("text", { class: "trend-name", x: WIDTH - 4, y: (top + bottom) / 2 + 4, "text-anchor": "end" });
    name.textContent = text;
    if (bottom - top >= LETTERS) svg.append(name);
    low += size;
  }
  const band = [
    ...points.map((point) => `${x(point)},${y(point.to_at)}`),
    ...points.toReversed().map((point) => `${x(point)},${y(point.from_at)}`),
  ];
  svg.append(shape("polygon", { class: "trend-band", points: band.join(" ") }));
  const line = points.map((point) => `${x(point)},${y(point.at)}`);
  svg.append(shape("polyline", { class: "trend-line", points: line.join(" ") }));
  points.forEach((point, number) => {
    const [cx, cy, top, bottom] = [x(point), y(point.at), y(point.to_at), y(point.from_at)];
    const error = `M${cx} ${top}V${bottom}M${cx - 4} ${top}h8M${cx - 4} ${bottom}h8`;
    svg.append(shape("path", { class: "trend-error", d: error }), shape("circle", { class: "trend-point", cx, cy, r: 4 }));
    if (number > 0 && number < points.length - 1) return;
    const anchor = cx < WIDTH / 2 ? "start" : "end";
    // Above the errors of the days beside it, too.
    const below = points.filter((other) => Math.abs(x(other) - cx) < VALUE).map(({ to_at }) => y(to_at));
    const label = shape("text", { x: cx, y: Math.min(...below) - 5, "text-anchor": anchor });
    label.textContent = point.text;
    svg.append(label);
  });
  return svg;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

// Copies

page.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const said = one("[data-said]");
  if (button) newControls();
  switch (button?.dataset.do) {
    case "json": {
      const { sets, checkIns } = load();
      const copy = { version: 1, sets: plain(sets), check_ins: checkIns };
      download("self-tests.json", "application/json", JSON.stringify(copy, null, 1));
      break;
    }
    case "csv":
      if (read) download("self-tests.csv", "text/csv", read.csv);
      said.textContent = (read ? "" : button.dataset.failed) ?? "";
      break;
    case "remove": {
      if (!(await isSure(button, said))) break;
      forget();
      const done = await drop().then(remove, () => false);
      said.textContent = (done ? button.dataset.done : button.dataset.failed) ?? "";
      await show();
      said.scrollIntoView({ block: "nearest" });
      break;
    }
  }
});

page.addEventListener("change", async ({ target }) => {
  const box = /** @type {HTMLInputElement} */ (target);
  const file = box.files?.[0];
  if (!file) return;
  const said = one("[data-said]");
  copies.open = true;
  said.textContent = one("[data-waiting]").dataset.waitingText ?? "";
  said.textContent = await bringBack(file, box.dataset).catch(() => box.dataset.unread ?? "");
  box.value = "";
  await show();
  // What came back stands above the answer.
  said.scrollIntoView({ block: "nearest" });
});

/**
 * Saves what a file holds. Whatever that is: Python reads it, and what it refuses is not saved.
 *
 * @param {File} file
 * @param {DOMStringMap} words
 * @returns {Promise<string>} what was kept, and what was not
 */
async function bringBack(file, words) {
  const text = compact((await file.text()) || " ");
  const isLong = JSON.stringify(text).length > Number(words.most);
  const days = isLong ? setsIn(text) : undefined;
  if (isLong && !days) return words.large ?? "";
  const answer = days
    ? await askSaved(days, (part) => ({ text: JSON.stringify({ sets: part }) }))
    : await ask({ do: "saved", text, ...now() });
  if (!answer?.ok) return answer?.error?.message ?? words.broken;
  const { sets, refused } = answer.ok;
  const checkIns = joined(load().checkIns, readable(text).checkIns);
  const { problem, counts } = sets.length + checkIns.length > 0 ? save(sets, { checkIns }) : { problem: "none", counts: {} };
  const said = problem
    ? [words[problem]]
    : [words.done, ...Object.entries(counts).map(([what, count]) => count && filledIn(words[what], { count }))];
  const aside = sets.flatMap((/** @type {any} */ each) => each.set_aside);
  return [...said, ...new Set(aside), ...refused].filter(Boolean).join("\n");
}

/**
 * @param {string} text of a file that one request does not hold
 * @returns {unknown[] | undefined} the days in it, whatever they are
 */
function setsIn(text) {
  try {
    const { sets } = JSON.parse(text);
    return Array.isArray(sets) ? sets : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {string} the same JSON without its spaces, which are half of a copy
 */
function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

// Another tab saved or deleted something, or it happened while the reader was on another page.
addEventListener("storage", () => void show());
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) void show();
});
addEventListener("hashchange", openNamed);
addEventListener("beforeprint", () => {
  const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (page.querySelectorAll("[data-for-paper]:not([open])"));
  for (const each of folds) {
    each.open = true;
    unfolded.push(each);
  }
});
addEventListener("afterprint", () => {
  for (const each of unfolded.splice(0)) each.open = false;
});
let wasWarned = isWarned();
watchVisit(() => {
  if (wasWarned === isWarned()) return;
  wasWarned = isWarned();
  void show();
});
for (const part of page.querySelectorAll("[data-needs-script]")) {
  /** @type {HTMLElement} */ (part).hidden = false;
}
page.dataset.live = "";
takeOver();
void show();

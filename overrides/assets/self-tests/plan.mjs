/**
 * The page "My plan": shows what is saved in this browser, and lets the reader take it along.
 *
 * @module
 */

import { connectPage } from "./client.mjs";
import { lookForDeploy } from "./deploys.mjs";
import { filled } from "./filling.mjs";
import { forget } from "./memory.mjs";
import { drop } from "./offline.mjs";
import { isSure, newControls } from "./presses.mjs";
import { offerSessions } from "./session.mjs";
import { dayText, download, load, plain, remove, save, today } from "./saved.mjs";

/** @typedef {{ date: string, value: number, low: number, high: number, text: string }} Point */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 110;
const MARGIN = 16;

const page = /** @type {HTMLElement} */ (document.querySelector("self-test-plan"));
/** What Python last said about what is saved. @type {any} */
let read;
let turn = 0;

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
  one(`[data-fill="${name}"]`).replaceChildren(...(scope ? [filled(template, scope)] : []));
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
  const { sets, plan, unit } = load();
  const isEmpty = sets.length === 0;
  page.ariaBusy = "true";
  one("[data-empty]").hidden = !isEmpty;
  for (const button of page.querySelectorAll("[data-full]")) {
    /** @type {HTMLElement} */ (button).hidden = isEmpty;
  }
  fill("plan", plan && shownPlan(plan));
  offerSessions(page, plan?.plan);
  const waiting = one("[data-waiting]");
  waiting.textContent = (isEmpty ? "" : waiting.dataset.waitingText) ?? "";
  const answer = isEmpty ? undefined : await ask({ do: "saved", sets: plain(sets), unit, today: today() });
  const readable = answer?.ok?.sets ?? [];
  const progress =
    readable.length > 1 ? await ask({ do: "progress", sets: plain(readable), unit }) : undefined;
  if (mine !== turn) return;
  read = answer?.ok;
  waiting.textContent = (isEmpty || read ? "" : waiting.dataset.failed) ?? "";
  fill("progress", progress?.ok);
  draw(progress?.ok?.measures ?? []);
  fill("saved", read);
  page.ariaBusy = "false";
  newControls({ keys: false });
}

/** @param {import("./saved.mjs").SavedPlan} plan */
function shownPlan({ date, plan, retests }) {
  return {
    date_text: dayText(date),
    plan,
    retests: [retests ?? []]
      .flat()
      .map((each) => ({ ...each, date_text: each?.date ? dayText(each.date) : "" })),
  };
}

// Trends

/** @param {{ sides: { points: Point[] }[] }[]} measures in the order of the page */
function draw(measures) {
  const places = [...page.querySelectorAll("[data-chart]")];
  for (const { sides } of measures) {
    // Both sides on one scale, so that the eye may compare them.
    const all = sides.flatMap(({ points }) => points);
    for (const { points } of sides) places.shift()?.replaceChildren(chart(points, all));
  }
}

/**
 * Draws values with the band of their error. The sentence beside it says the same in words.
 *
 * @param {Point[]} points
 * @param {Point[]} all what sets the scale
 */
function chart(points, all) {
  const at = ({ date = "" }) => Date.parse(date);
  const [first, last] = [Math.min(...all.map(at)), Math.max(...all.map(at))];
  const low = Math.min(...all.map((point) => point.low));
  const high = Math.max(...all.map((point) => point.high));
  const x = (/** @type {Point} */ point) =>
    MARGIN + ((at(point) - first) / (last - first || 1)) * (WIDTH - 2 * MARGIN);
  const y = (/** @type {number} */ value) =>
    HEIGHT - MARGIN - ((value - low) / (high - low || 1)) * (HEIGHT - 3 * MARGIN);
  const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const band = [
    ...points.map((point) => `${x(point)},${y(point.high)}`),
    ...points.toReversed().map((point) => `${x(point)},${y(point.low)}`),
  ];
  svg.append(shape("polygon", { class: "trend-band", points: band.join(" ") }));
  const line = points.map((point) => `${x(point)},${y(point.value)}`);
  svg.append(shape("polyline", { class: "trend-line", points: line.join(" ") }));
  points.forEach((point, number) => {
    const [cx, cy] = [x(point), y(point.value)];
    const error = { class: "trend-error", x1: cx, x2: cx, y1: y(point.low), y2: y(point.high) };
    svg.append(shape("line", error), shape("circle", { class: "trend-point", cx, cy, r: 4 }));
    if (number > 0 && number < points.length - 1) return;
    const anchor = cx < WIDTH / 2 ? "start" : "end";
    const label = shape("text", { x: cx, y: y(point.high) - 5, "text-anchor": anchor });
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
      const copy = { version: 1, sets: plain(load().sets) };
      download("self-tests.json", "application/json", JSON.stringify(copy, null, 1));
      break;
    }
    case "csv":
      if (read) download("self-tests.csv", "text/csv", read.csv);
      break;
    case "remove": {
      if (!(await isSure(button.dataset.sure))) break;
      forget();
      const done = await drop().then(remove, () => false);
      said.textContent = (done ? button.dataset.done : button.dataset.failed) ?? "";
      void show();
      break;
    }
  }
});

page.addEventListener("change", async ({ target }) => {
  const box = /** @type {HTMLInputElement} */ (target);
  const file = box.files?.[0];
  if (!file) return;
  const said = one("[data-said]");
  said.textContent = one("[data-waiting]").dataset.waitingText ?? "";
  // Whatever the file holds: Python reads it, and what it refuses is not saved.
  const answer = await ask({ do: "saved", text: (await file.text()) || " ", today: today() });
  const { sets = [], refused = [] } = answer?.ok ?? {};
  const isSaved = sets.length === 0 || save(sets);
  const done = sets.length > 0 ? [(isSaved ? box.dataset.done : box.dataset.failed) ?? ""] : [];
  const problems = answer ? [answer.error?.message ?? [], refused].flat() : [box.dataset.broken];
  said.textContent = [...done, ...problems].join(" ");
  box.value = "";
  void show();
});

// Another tab saved or deleted something.
addEventListener("storage", () => void show());
for (const part of page.querySelectorAll("[data-needs-script]")) {
  /** @type {HTMLElement} */ (part).hidden = false;
}
page.dataset.live = "";
void show();

/**
 * Draws how measures have changed: values with their errors, in the zones by which they are read.
 *
 * @module
 */

import { page } from "./plan-page.mjs";

/** @import { MeasureProgressReport, PointReport, SideProgressReport } from "../shared/wire.d.ts" */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 170;
const MARGIN = 16;
// Room above the highest error for its value, and below the lowest error.
const HEAD = 22;
const FOOT = 8;
// Room for the names of zones at the right, and the least height of a zone that shows its name.
const NAMES = 64;
// How wide a value is written.
const VALUE = 64;
const LETTERS = 13;

/** @param {MeasureProgressReport[]} measures in the order of the page */
export function draw(measures) {
  const places = [...page.querySelectorAll("[data-chart]")];
  for (const { sides, zones } of measures) {
    // Both sides have the same time scale, so that they can be compared.
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
 * Draws values with their errors against the zones by which they are read: up is always better.
 * Lines and names tell the zones apart, and one sentence says what the graph shows.
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
    // Also above the errors of the days next to it.
    const below = points.filter((other) => Math.abs(x(other) - cx) < VALUE).map(({ to_at }) => y(to_at));
    const label = shape("text", { x: cx, y: Math.min(...below) - 5, "text-anchor": anchor });
    label.textContent = point.text;
    svg.append(label);
  });
  return svg;
}

/**
 * @param {string} name
 * @param {Record<string, any>} attributes texts and numbers
 */
function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

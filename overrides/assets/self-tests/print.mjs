/**
 * Draws a link as a QR code, for a page of paper. It comes with the part under a result, so that
 * nothing is asked for when somebody prints.
 *
 * @module
 */

import { generate } from "./vendored/lean-qr.mjs";

/** @typedef {{ size: number, get: (x: number, y: number) => boolean }} Code */

const make = /** @type {(text: string) => Code} */ (/** @type {unknown} */ (generate));
// What a camera wants around the code, in its own squares.
const MARGIN = 4;

/**
 * @param {Element} svg
 * @param {string} text
 */
export function drawCode(svg, text) {
  const code = make(text);
  const across = [...Array(code.size).keys()];
  const squares = across.flatMap((y) =>
    across.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`),
  );
  const side = code.size + 2 * MARGIN;
  svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${side} ${side}`);
  svg.querySelector("path")?.setAttribute("d", squares.join(""));
}

/**
 * Draws a link as a QR code on the printed page.
 *
 * @module
 */

/** @typedef {{ size: number, get: (x: number, y: number) => boolean }} Code */

// Loaded with this script, not when somebody prints; if it does not load, the page has no code.
const arriving = import("../vendored/lean-qr.mjs").catch(() => {});
// The empty margin that cameras need, in squares of the code.
const MARGIN = 4;

/**
 * @param {Element} svg
 * @param {string} text
 * @param {() => boolean} isWanted asked just before it is drawn
 * @returns {Promise<boolean>} whether it is drawn
 */
export async function drawCode(svg, text, isWanted) {
  const made = await arriving;
  // In a task of its own: on a slow phone the code takes as long as everything else together.
  await new Promise((resolve) => setTimeout(resolve));
  if (!made || !isWanted()) return false;
  const code = /** @type {(text: string) => Code} */ (/** @type {unknown} */ (made.generate))(text);
  const across = [...Array(code.size).keys()];
  const squares = across.flatMap((y) =>
    across.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`),
  );
  const side = code.size + 2 * MARGIN;
  svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${side} ${side}`);
  svg.querySelector("path")?.setAttribute("d", squares.join(""));
  return true;
}

/**
 * Draws a link as a QR code, for a page of paper.
 *
 * @module
 */

/** @typedef {{ size: number, get: (x: number, y: number) => boolean }} Code */

// Asked for with this script, so that nothing is asked for when somebody prints; paper goes without a code.
const arriving = import("../vendored/lean-qr.mjs").catch(() => undefined);
// What a camera wants around the code, in its own squares.
const MARGIN = 4;

/**
 * @param {Element} svg
 * @param {string} text
 * @param {() => boolean} isWanted asked once it can be drawn
 * @returns {Promise<boolean>} whether it is drawn
 */
export async function drawCode(svg, text, isWanted) {
  const made = await arriving;
  // In a task of its own: on a slow phone it takes as long as all the rest.
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

// The Pyodide fence of markdown-exec on a page of its own, in a frame: it starts with its page.
// It knows no worker. Run is pressed as soon as it does something.

/**
 * @param {any} _bundle
 * @param {any} request
 */
export async function firstResult(_bundle, request) {
  const text = JSON.stringify(request);
  const frame = document.createElement("iframe");
  frame.src = "/fence/";
  document.body.append(frame);
  const run = await until(() => pressable(frame.contentDocument));
  const page = /** @type {Document} */ (frame.contentDocument);
  const said = /** @type {Element} */ (page.querySelector("#said"));
  const output = /** @type {Element} */ (page.querySelector(".pyodide-output"));
  said.textContent = text;
  run.click();
  await until(() => said.textContent !== text || output.textContent);
  if (output.textContent) throw new Error(output.textContent);
  return JSON.parse(String(said.textContent));
}

export { firstResult as firstVisit };

/**
 * The button of the fence, once Pyodide has started: before, a press does nothing.
 *
 * @param {Document | null} page
 */
function pressable(page) {
  const run = /** @type {HTMLElement | null | undefined} */ (page?.querySelector("[id$=run]"));
  return run?.onclick ? run : undefined;
}

/**
 * @template Found
 * @param {() => Found} look
 * @returns {Promise<NonNullable<Found>>}
 */
async function until(look) {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

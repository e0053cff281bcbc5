// Stands in for the worker in tests that look at what the page does with Python's answers: it says
// what the worker says, and has the Python of the tests answer, which gives the same bytes.

/** @import { Order, Report } from "../../overrides/assets/self-tests/python/worker.mjs" */

/** @param {Report} report */
const post = (report) => postMessage(report);

/** One answer after the other, as from the one Python there is. */
let last = Promise.resolve();

/**
 * @param {number} id
 * @param {string} text
 */
async function answer(id, text) {
  const said = await fetch("/python", { method: "POST", body: text });
  post({ kind: "answer", id, text: await said.text() });
}

addEventListener("message", ({ data }) => {
  const order = /** @type {Order} */ (data);
  if (order.kind === "start") {
    const totalBytes = Object.values(order.bundle.parts).reduce((sum, part) => sum + part.bytes, 0);
    post({ kind: "stage", stage: "loader", loadedBytes: 0, totalBytes });
    post({ kind: "stage", stage: "ready", loadedBytes: totalBytes, totalBytes });
  } else if (order.kind === "respond") {
    last = last.then(() => answer(order.id, order.text));
  }
});

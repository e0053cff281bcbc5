/**
 * What has to be corrected in a form: a list of links at the top, and a message at each field.
 *
 * @module
 */

import { newControls } from "../shared/presses.mjs";

/** @import { Problem } from "./answer-checks.mjs" */
/** @import { Form } from "./form.mjs" */

/** @param {Form} form */
export function clearProblems(form) {
  form.one(".self-test-problems").hidden = true;
  for (const message of form.all(".self-test-error")) {
    message.hidden = true;
    // Emptied, too: it describes the field, and screen readers read a description even when hidden.
    message.textContent = "";
  }
  for (const input of form.boxes("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const box of form.confirms) {
    if (!box.checked) /** @type {HTMLElement} */ (box.parentElement).hidden = true;
  }
}

/**
 * @param {Form} form
 * @param {Problem[]} problems
 */
export function showProblems(form, problems) {
  clearProblems(form);
  const summary = form.one(".self-test-problems");
  const list = /** @type {HTMLElement} */ (summary.querySelector("ul"));
  list.replaceChildren(...problems.map((problem) => linkTo(form, problem)));
  summary.hidden = false;
  summary.focus({ preventScroll: true });
  const { top } = summary.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) summary.scrollIntoView({ block: "start" });
  newControls();
}

/**
 * Shows a problem at its field, and returns the list item that links to it.
 *
 * @param {Form} form
 * @param {Problem} problem
 */
function linkTo(form, { question, message, kind }) {
  const field = form.one(`[data-field="${question}"]`);
  const place = /** @type {HTMLElement} */ (field.querySelector(".self-test-error"));
  place.textContent = message;
  place.hidden = false;
  const inputs = form.inputs.filter((input) => input.name === question);
  for (const input of inputs) input.setAttribute("aria-invalid", "true");
  const box = form.confirms.find(({ dataset }) => dataset.confirm === question);
  const target = kind === "confirm" ? box : inputs[0];
  if (box) /** @type {HTMLElement} */ (box.parentElement).hidden = kind !== "confirm";
  const link = document.createElement("a");
  link.textContent = message;
  link.href = `#${inputs[0]?.id ?? ""}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target?.focus();
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}

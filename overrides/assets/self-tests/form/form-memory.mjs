/**
 * Copies the answers of a form into the visit, and the visit back into a form.
 *
 * @module
 */

import { add, read } from "../shared/visit-memory.mjs";
import { UNIT } from "../shared/visit.mjs";

/** @import { Entry, Visit } from "../shared/visit.mjs" */

/**
 * @param {HTMLInputElement} input
 * @returns {string} the field it belongs to; all unit switches of a form are one field
 */
function fieldOf({ name, dataset }) {
  return dataset.unitChoice === undefined ? name : UNIT;
}

/**
 * Returns the answers that each question offers, by the question's name.
 *
 * @param {HTMLInputElement[]} inputs
 */
function offeredBy(inputs) {
  /** @type {Record<string, string>} */
  const offered = {};
  for (const { name, type, value } of inputs) {
    if (type !== "text") offered[name] = `${offered[name] ?? ""} ${value}`;
  }
  return offered;
}

/**
 * Notes the answers of a form in the visit.
 *
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement[]} confirms
 * @param {Visit["answers"]} sent the answers that are asked for, as Python takes them
 * @param {Set<string>} signs the fields that hold a warning sign
 * @param {Set<string>} checks the fields that are asked before any self-test
 */
export function remember(inputs, confirms, sent, signs, checks) {
  const confirmed = new Set(confirms.flatMap((box) => (box.checked ? [box.dataset.confirm] : [])));
  const offered = offeredBy(inputs);
  /** @type {Record<string, Entry>} */
  const fields = {};
  for (const input of inputs) {
    const name = fieldOf(input);
    const { values } = (fields[name] ??= {
      values: [],
      sent: sent[name],
      offered: offered[name],
      isConfirmed: confirmed.has(name),
      isSign: signs.has(name),
      isCheck: checks.has(name),
    });
    if (input.type === "text" || (input.checked && !values.includes(input.value))) {
      values.push(input.value);
    }
  }
  for (const entry of Object.values(fields)) if (!entry.values.some(Boolean)) entry.values = [];
  add(fields);
}

/**
 * Makes a form hold exactly the answers of the visit.
 *
 * A page may be newer than the saved answers: a "None of these" that was chosen under a shorter
 * list says nothing of the new items, so such a question is asked again.
 *
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement[]} confirms
 * @returns {boolean} whether any field has changed
 */
export function recall(inputs, confirms) {
  const visit = read();
  const offered = offeredBy(inputs);
  let isChanged = false;
  /** @type {(box: HTMLInputElement, isOn: boolean | undefined) => void} */
  const check = (box, isOn = box.defaultChecked) => {
    isChanged ||= box.checked !== isOn;
    box.checked = isOn;
  };
  /** @type {Record<string, number>} */
  const seen = {};
  for (const input of inputs) {
    const name = fieldOf(input);
    const values = visit[name]?.values;
    if (input.type === "text") {
      const text = values?.[(seen[name] = (seen[name] ?? -1) + 1)] ?? "";
      isChanged ||= input.value !== text;
      input.value = text;
    } else {
      const { offered: was, isSign } = visit[name] ?? {};
      const isAsked = !isSign && was !== "" && was !== offered[name];
      check(input, isAsked ? undefined : values?.includes(input.value));
    }
  }
  for (const box of confirms) check(box, visit[box.dataset.confirm ?? ""]?.isConfirmed);
  return isChanged;
}

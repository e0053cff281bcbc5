/**
 * Keeps what was typed over a reload of the tab, on this device and for a limited time. Every
 * browser may refuse, and nothing depends on it.
 *
 * @module
 */

import { VISIT } from "./storage-names.mjs";

const HOURS = 12;
const HOUR = 3_600_000;

/** @import { Visit } from "./flow.mjs" */

/**
 * @typedef {object} Kept
 * @property {number} since when it was last changed, milliseconds since 1970
 * @property {Record<string, string[]>} inputs by name: texts, or the values that are chosen
 * @property {string[]} confirmed
 * @property {string | undefined} unit
 * @property {Record<string, Visit>} visit what each self-test was told, as Python wants it
 */

/** Returns whether this browser keeps anything for the tab. */
export function canKeep() {
  try {
    sessionStorage.setItem(`${VISIT}-try`, "");
    sessionStorage.removeItem(`${VISIT}-try`);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Kept | undefined} */
function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(VISIT) ?? "null");
    return kept && Date.now() - kept.since < HOURS * HOUR ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement[]} confirms
 * @param {HTMLInputElement[]} units
 * @param {string} selfTest
 * @param {Visit} told
 */
export function remember(inputs, confirms, units, selfTest, told) {
  /** @type {Record<string, string[]>} */
  const now = {};
  for (const input of inputs) {
    const values = (now[input.name] ??= []);
    if (input.type === "text" || input.checked) values.push(input.value);
  }
  const before = read();
  /** @type {Kept} */
  const kept = {
    since: Date.now(),
    inputs: { ...before?.inputs, ...now },
    visit: { ...before?.visit, [selfTest]: told },
    confirmed: confirms.flatMap((box) => (box.checked ? [box.dataset.confirm ?? ""] : [])),
    unit: units.find((choice) => choice.checked)?.value,
  };
  try {
    sessionStorage.setItem(VISIT, JSON.stringify(kept));
  } catch {
    // Full, or switched off: the answers are in the form all the same.
  }
}

/**
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement[]} confirms
 * @param {HTMLInputElement[]} units
 */
export function recall(inputs, confirms, units) {
  const kept = read();
  if (!kept) return;
  /** @type {Record<string, number>} */
  const seen = {};
  for (const input of inputs) {
    const values = kept.inputs[input.name];
    if (!values) continue;
    const number = (seen[input.name] = (seen[input.name] ?? -1) + 1);
    if (input.type === "text") input.value = values[number] ?? "";
    else input.checked = values.includes(input.value);
  }
  for (const box of confirms) box.checked = kept.confirmed.includes(box.dataset.confirm ?? "");
  for (const choice of units) if (kept.unit) choice.checked = choice.value === kept.unit;
}

/**
 * Returns what the other self-tests of this visit were told.
 *
 * @param {string} selfTest
 * @returns {Visit}
 */
export function others(selfTest) {
  const told = Object.entries(read()?.visit ?? {}).filter(([id]) => id !== selfTest);
  return {
    answers: Object.assign({}, ...told.map(([, { answers }]) => answers)),
    confirmed: told.flatMap(([, { confirmed }]) => confirmed),
  };
}

/**
 * Puts answers from elsewhere into this visit, as if they had been typed: into the form where it
 * has the field, beside it where it has not.
 *
 * @param {Record<string, string | string[]>} answers
 * @param {(field: string) => boolean} isInForm
 */
export function join(answers, isInForm) {
  const before = read();
  const fields = Object.entries(answers);
  const inForm = fields.filter(([field]) => isInForm(field));
  const beside = Object.fromEntries(fields.filter(([field]) => !isInForm(field)));
  const texts = inForm.map(([field, entry]) => [field, [entry].flat().map(String)]);
  /** @type {Kept} */
  const kept = {
    since: Date.now(),
    inputs: { ...before?.inputs, ...Object.fromEntries(texts) },
    visit: { ...before?.visit, saved: { answers: beside, confirmed: Object.keys(beside) } },
    confirmed: [...(before?.confirmed ?? []), ...Object.keys(answers)],
    unit: before?.unit,
  };
  try {
    sessionStorage.setItem(VISIT, JSON.stringify(kept));
  } catch {
    // Then they are asked again.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(VISIT);
  } catch {
    // There was nowhere to keep them.
  }
}

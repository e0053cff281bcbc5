/**
 * Passes answers between the fields of a form, the visit, the request to Python and the scorecard.
 *
 * @module
 */

import { all } from "../shared/dom.mjs";
import { today } from "../shared/saved-results.mjs";
import { told } from "../shared/visit-memory.mjs";
import { strip, withUnit } from "./answer-checks.mjs";
import { askedIds, checksIn, chosenScreens, signsIn } from "./flow.mjs";
import { request, sentAnswers } from "./form-request.mjs";
import { recall, remember } from "./form-memory.mjs";

/** @import { Form } from "./form.mjs" */

/**
 * Fills a form with the answers of this visit, whether they were given here or elsewhere.
 *
 * @param {Form} form
 * @returns {boolean} whether anything has changed by it
 */
export function recallAnswers(form) {
  const isChanged = recall(...form.kept);
  showUnit(form);
  return isChanged;
}

/**
 * Notes the answers of a form in the visit.
 *
 * @param {Form} form
 */
export function rememberAnswers(form) {
  const { data, given } = form;
  const sent = sentAnswers(data, given, data.screens);
  remember(...form.kept, sent, signsIn(data, given.answers), checksIn(data));
}

const CHOICES = "input:not(form *)";

/**
 * Resets choices outside the form, such as equipment, to those that were kept, and not to those that
 * a browser has restored by itself.
 *
 * @param {Form} form
 * @param {boolean[]} [kept] none if nobody has made any in this visit
 */
export function resetChoices(form, kept = []) {
  form.boxes(CHOICES).forEach((box, at) => (box.checked = kept[at] ?? box.defaultChecked));
}

/**
 * Keeps those choices in the history entry, so that a reload has them.
 *
 * @param {Form} form
 */
export function keepChoices(form) {
  const choices = form.boxes(CHOICES).map(({ checked }) => checked);
  history.replaceState({ ...history.state, choices }, "");
}

/**
 * @param {Form} form
 * @returns {number} how many fields of the form hold a warning sign
 */
export function countSigns({ data, given }) {
  return signsIn(data, given.answers).size;
}

/**
 * Notes that an answer was changed: its confirmation is removed, and so are answers that cannot
 * stand beside it, as with "None of these".
 *
 * @param {Form} form
 * @param {HTMLInputElement} input
 */
export function noteAnswer(form, input) {
  for (const box of form.confirms) {
    if (box.dataset.confirm === input.name) box.checked = false;
  }
  if (input.type !== "checkbox" || !input.checked) return;
  const options = form.data.screens
    .flatMap((screen) => screen.questions)
    .find((question) => question.fields.some((field) => field.id === input.name))?.options;
  /** @param {string} id */
  const isAlone = (id) => Boolean(options?.find((option) => option.id === id)?.alone);
  for (const box of form.inputs) {
    const isOther = box.name === input.name && box !== input;
    if (isOther && (isAlone(input.value) || isAlone(box.value))) box.checked = false;
  }
}

/**
 * Adds the old unit to numbers without one: a switch changes how later numbers are read, never a
 * length that was typed before.
 *
 * @param {Form} form
 * @param {HTMLInputElement} choice
 */
export function switchUnit(form, choice) {
  const before = choice.value === "in" ? "cm" : "in";
  const lengths = form.data.screens
    .flatMap((screen) => screen.questions)
    .filter((question) => question.kind === "length")
    .flatMap((question) => question.fields.map((field) => field.id));
  for (const input of form.inputs) {
    if (!lengths.includes(input.name)) continue;
    input.value = withUnit(strip(input.value), before, form.data.numbers);
  }
  for (const box of form.units) box.checked = box.value === choice.value;
  showUnit(form);
}

/** @param {Form} form */
function showUnit(form) {
  const chosen = form.units.find((choice) => choice.checked);
  const shown = chosen?.dataset.shown ?? "";
  for (const place of form.all("[data-unit]")) {
    // Not written again when it is the same: the browser would lay it out anew.
    if (place.textContent !== shown) place.textContent = shown;
    const { control } = /** @type {HTMLLabelElement} */ (place.parentElement);
    // "2 1/2" needs a slash and a space.
    if (control) control.inputMode = chosen?.value === "in" ? "text" : "decimal";
  }
}

/**
 * Shows the fields that are asked, given the answers so far.
 *
 * @param {Form} form
 */
export function showAsked(form) {
  const { data, given } = form;
  const asked = new Set(
    chosenScreens(data, given).flatMap(({ questions }) =>
      questions.flatMap((question) => [...askedIds(question, given.answers)]),
    ),
  );
  for (const { id, fields } of data.screens.flatMap((screen) => screen.questions)) {
    const question = form.one(`[data-question="${id}"]`);
    question.hidden = !fields.some((field) => asked.has(field.id));
    for (const place of all(question, "[data-field]")) {
      place.hidden = !asked.has(place.dataset.field ?? "");
    }
  }
}

/**
 * Returns what Python is asked to score.
 *
 * @param {Form} form
 */
export function requestOf(form) {
  const boxes = form.boxes("input[data-equipment]");
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  const session = form.boxes("input[data-minutes]").find((choice) => choice.checked);
  return request(form.data, form.given, {
    ...(chosen.length < boxes.length ? { equipment: chosen } : {}),
    ...(session ? { minutes: Number(session.value) } : {}),
    today: today(),
    visit: told(),
  });
}

/**
 * Returns the answers as the reader sees them in the form.
 *
 * @param {Form} form
 */
export function answersAsRead(form) {
  const { data, given } = form;
  return chosenScreens(data, given)
    .flatMap((screen) => screen.questions)
    .flatMap((question) =>
      [...askedIds(question, given.answers)].map((field) => {
        const place = form.one(`[data-question="${question.id}"] [data-field="${field}"]`);
        const side = place.querySelector("legend, label:not(.self-test-option)")?.firstChild;
        const asked = form.one(`[data-question="${question.id}"] [data-question-text]`);
        const texts = form
          .boxes(`input[name="${field}"]`)
          .filter((input) => (input.type === "text" ? strip(input.value) : input.checked))
          .map((input) =>
            input.type === "text"
              ? withUnit(strip(input.value), given.unit, data.numbers)
              : (input.nextElementSibling?.textContent ?? input.value),
          );
        const name = place.tagName === "FIELDSET" || place.querySelector("label[for]") ? side : null;
        return {
          field,
          question: [asked.textContent, name?.textContent?.replace(/,\s*$/, "")]
            .filter(Boolean)
            .join(": "),
          text: texts.join(", "),
        };
      }),
    )
    .filter(({ text }) => text);
}

/**
 * Writes the answers onto the scorecard and opens it.
 *
 * @param {Form} form
 */
export function writeByHand(form) {
  const { data, given, scorecard } = form;
  scorecard.open = true;
  for (const [field, texts] of Object.entries(given.answers)) {
    const places = form.all(`[data-written="${field}"]`);
    texts.slice(0, places.length).forEach((text, number) => {
      const place = /** @type {HTMLElement} */ (places[number]);
      place.textContent = withUnit(text, given.unit, data.numbers);
    });
  }
  scorecard.querySelector("summary")?.focus({ preventScroll: true });
  scorecard.scrollIntoView({ block: "start" });
}

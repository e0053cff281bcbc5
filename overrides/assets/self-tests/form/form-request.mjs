/**
 * What a form asks of Python: only the answers to what is asked, and those of the same visit.
 *
 * @module
 */

import { withUnit } from "./answer-checks.mjs";
import { askedFields, chosenScreens, finishedSelfTests } from "./flow.mjs";

/** @import { Visit } from "../shared/visit.mjs" */
/** @import { Data, Given, Screen } from "./flow.mjs" */

/**
 * Returns the answers as Python takes them: only what is asked, and lengths always with a unit.
 *
 * @param {Data} data
 * @param {Given} given
 * @param {Screen[]} [screens]
 */
export function sentAnswers(data, given, screens = chosenScreens(data, given)) {
  const { answers, unit } = given;
  /** @type {Record<string, string | string[]>} */
  const sent = {};
  for (const question of screens.flatMap((screen) => screen.questions)) {
    const isList = question.kind === "choices" || question.trials > 1;
    for (const { id } of askedFields(question, answers)) {
      const texts = (answers[id] ?? []).map((text) =>
        question.kind === "length" ? withUnit(text, unit, data.numbers) : text,
      );
      if (texts[0] !== undefined) sent[id] = isList ? texts : texts[0];
    }
  }
  return sent;
}

/**
 * What a request holds beside the answers of this form: `equipment` at hand (left out when
 * everything is), the length of a session, the reader's own date, and the answers on all forms of
 * this visit.
 *
 * @typedef {object} Around
 * @property {string[]} [equipment]
 * @property {number} [minutes]
 * @property {string} [today]
 * @property {Visit} [visit]
 */

/**
 * Returns the request that asks Python to score the content of the form.
 *
 * @param {Data} data
 * @param {Given} given
 * @param {Around} [around]
 */
export function request(data, given, { visit, ...around } = {}) {
  const answers = { ...visit?.answers, ...sentAnswers(data, given) };
  const confirmed = new Set([...(visit?.confirmed ?? []), ...given.confirmed]);
  return {
    do: "score",
    version: 1,
    self_tests: finishedSelfTests(data, given),
    answers,
    confirmed: [...confirmed].filter((id) => id in answers).sort(),
    unit: given.unit,
    ...around,
    practice: data.practice,
  };
}

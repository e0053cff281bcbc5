/**
 * Which fields are asked, what the answers so far mean for safety, and which screen comes next.
 * Knows no question and no level by name: the page's data says it all.
 *
 * @module
 */

import { check, withUnit } from "./checking.mjs";

/** @import { Answers, Condition, Numbers, Problem, Question, Unit } from "./checking.mjs" */

/**
 * @typedef {{ id: string, self_test?: string, questions: Question[] }} Screen
 *
 * @typedef {object} Data what the build writes beside each form
 * @property {string} form
 * @property {string[]} self_tests
 * @property {Record<string, string[]>} lengths self-tests of a shorter and a longer visit
 * @property {Record<string, string>} practice
 * @property {string[]} levels most serious first; the last one lets the reader go on
 * @property {string[]} levels_at_once which do not wait for Continue
 * @property {{ group: string, at_least: number, level: string }[]} count_rules
 * @property {Numbers} numbers
 * @property {Screen[]} screens
 * @property {Record<string, { least: number, most: number }>} scales the ends of each measure
 * @property {Record<string, string>} words
 *
 * @typedef {object} Given what is in the form
 * @property {Answers} answers
 * @property {Set<string>} confirmed
 * @property {Unit} unit
 * @property {string | undefined} [length] of the visit, where the reader chooses it
 */

/**
 * Returns the self-tests that the reader means to take.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function chosenSelfTests(data, given) {
  return data.lengths[given.length ?? ""] ?? data.self_tests;
}

/**
 * Returns the screens of the reader's visit.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function chosenScreens(data, given) {
  const chosen = chosenSelfTests(data, given);
  return data.screens.filter(({ self_test: own }) => !own || chosen.includes(own));
}

/**
 * Returns the self-tests that are done: nothing stands open in them or before them.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function finishedSelfTests(data, given) {
  const chosen = chosenSelfTests(data, given);
  const open = firstOpen(data, given);
  return open ? chosen.slice(0, Math.max(0, chosen.indexOf(open.self_test ?? ""))) : chosen;
}

/**
 * Returns the fields of a question that are asked, given the answers so far.
 *
 * @param {Question} question
 * @param {Answers} answers
 */
export function askedFields(question, answers) {
  return question.fields.filter((field) => {
    /** @param {Condition} condition */
    const holds = ({ question: other, is_one_of: wanted }) =>
      (answers[field.side ? `${other}.${field.side}` : other] ?? []).some((text) =>
        wanted.includes(text),
      );
    if (question.show_when && !holds(question.show_when)) return false;
    return !(question.hide_when && holds(question.hide_when));
  });
}

/**
 * @param {Question} question
 * @param {Answers} answers
 */
export function askedIds(question, answers) {
  return new Set(askedFields(question, answers).map((field) => field.id));
}

/**
 * @param {Screen} screen
 * @param {Answers} answers
 */
export function isAsked(screen, answers) {
  return screen.questions.some((question) => askedFields(question, answers).length > 0);
}

/**
 * Returns everything that has to go back to the reader on one screen, in the order of its fields.
 *
 * @param {Screen} screen
 * @param {Given} given
 * @param {Numbers} numbers
 * @returns {Problem[]}
 */
export function problemsOn(screen, { answers, confirmed, unit }, numbers) {
  return screen.questions.flatMap((question) =>
    askedFields(question, answers).flatMap((field) =>
      check(question, field, answers[field.id] ?? [], { unit, confirmed, numbers }),
    ),
  );
}

/**
 * Returns the most serious level that the screens up to and with `screen` mean.
 *
 * @param {Data} data
 * @param {Screen} screen
 * @param {Given} given
 */
export function levelAt(data, screen, given) {
  const { answers } = given;
  const screens = chosenScreens(data, given);
  /** @type {string[]} */
  const levels = [];
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { questions } of screens.slice(0, screens.indexOf(screen) + 1)) {
    for (const question of questions) {
      for (const field of askedFields(question, answers)) {
        const texts = answers[field.id] ?? [];
        for (const option of question.options ?? []) {
          if (!texts.includes(option.id)) continue;
          if (option.level) levels.push(option.level);
          if (option.group) counts[option.group] = (counts[option.group] ?? 0) + 1;
        }
        const from = question.level_from;
        if (from && texts.some((text) => Number(text) >= from.value)) levels.push(from.level);
      }
    }
  }
  for (const { group, at_least: enough, level } of data.count_rules) {
    if ((counts[group] ?? 0) >= enough) levels.push(level);
  }
  return /** @type {string} */ (
    data.levels.find((level) => levels.includes(level)) ?? data.levels.at(-1)
  );
}

/**
 * Returns the first screen that stands between the reader and a later one: something is missing
 * on it, or what it says calls for a card.
 *
 * @param {Data} data
 * @param {Given} given
 * @returns {Screen | undefined}
 */
export function firstOpen(data, given) {
  return chosenScreens(data, given).find(
    (screen) =>
      problemsOn(screen, given, data.numbers).length > 0 ||
      levelAt(data, screen, given) !== data.levels.at(-1),
  );
}

/**
 * Returns the answers as Python wants them: what is asked, and bare lengths with their unit.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function sentAnswers(data, given) {
  const { answers, unit } = given;
  /** @type {Record<string, string | string[]>} */
  const sent = {};
  for (const question of chosenScreens(data, given).flatMap((screen) => screen.questions)) {
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
 * What is not an answer of this form: `equipment` at hand (left out when everything is), the
 * length of a session, the reader's own date, and what other self-tests of this visit were told.
 *
 * @typedef {object} Around
 * @property {string[]} [equipment]
 * @property {number} [minutes]
 * @property {string} [today]
 * @property {Visit} [visit]
 *
 * @typedef {{ answers: Record<string, string | string[]>, confirmed: string[] }} Visit
 */

/**
 * Returns the request that asks Python about what is in the form.
 *
 * @param {"score" | "certainty"} what
 * @param {Data} data
 * @param {Given} given
 * @param {Around} [around]
 */
export function request(what, data, given, { visit, ...around } = {}) {
  const answers = { ...visit?.answers, ...sentAnswers(data, given) };
  const confirmed = new Set([...(visit?.confirmed ?? []), ...given.confirmed]);
  return {
    do: what,
    version: 1,
    self_tests: finishedSelfTests(data, given),
    answers,
    confirmed: [...confirmed].filter((id) => id in answers).sort(),
    unit: given.unit,
    ...around,
    practice: data.practice,
  };
}

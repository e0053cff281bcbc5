/**
 * Which fields are asked, what the answers so far mean for safety, and which screen comes next.
 * Knows no question and no level by name: all of them come from the page's data.
 *
 * @module
 */

import { check } from "./answer-checks.mjs";

/** @import { Answers, Condition, Numbers, Problem, Question, Unit } from "./answer-checks.mjs" */

/**
 * @typedef {{ id: string, self_test?: string, questions: Question[] }} Screen
 *
 * @typedef {object} Data what the build writes beside each form
 * @property {string} form
 * @property {string[]} self_tests
 * @property {Record<string, string[]>} lengths self-tests of a shorter and a longer visit
 * @property {Record<string, string>} practice
 * @property {string[]} levels most serious first; the last one lets the reader go on
 * @property {string[]} levels_at_once those whose card does not wait for other answers
 * @property {{ group: string, at_least: number, level: string }[]} count_rules
 * @property {Numbers} numbers
 * @property {Screen[]} screens
 * @property {Record<string, string>} words
 *
 * @typedef {object} Given the content of the form
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
 * Returns the screens of the reader's visit, without the questions that earlier answers make
 * needless.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function chosenScreens(data, given) {
  const chosen = chosenSelfTests(data, given);
  /** @type {Screen[]} */
  const screens = [];
  for (const screen of data.screens) {
    if (screen.self_test && !chosen.includes(screen.self_test)) continue;
    const asked = screen.questions.filter(({ until_hit: goes }) => !goes);
    const isHit =
      asked.length < screen.questions.length &&
      levelOf(data, screens, given.answers) !== data.levels.at(-1);
    screens.push(isHit ? { ...screen, questions: asked } : screen);
  }
  return screens;
}

/**
 * Returns the self-tests that are done: they and everything before them are answered, or a stop has
 * ended the last of them.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function finishedSelfTests(data, given) {
  const chosen = chosenSelfTests(data, given);
  const open = firstOpen(data, given);
  if (!open) return chosen;
  const place = chosen.indexOf(open.self_test ?? "");
  return chosen.slice(0, isStopped(open, given.answers) ? place + 1 : Math.max(0, place));
}

/**
 * Returns whether a self-test was stopped on a screen for a reason that ends the visit's tests.
 *
 * @param {Screen} screen
 * @param {Answers} answers
 */
export function isStopped({ self_test: own, questions }, answers) {
  return Boolean(own) && questions.some((question) =>
    (question.options ?? []).some(
      ({ id, level }) =>
        level && askedFields(question, answers).some((field) => answers[field.id]?.includes(id)),
    ),
  );
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
 * Returns the problems on one screen, in the order of its fields.
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
 * Returns the most serious level that follows from the answers up to and including `screen`.
 *
 * @param {Data} data
 * @param {Screen} screen
 * @param {Given} given
 */
export function levelAt(data, screen, given) {
  const screens = chosenScreens(data, given);
  return levelOf(data, screens.slice(0, placeOf(screens, screen) + 1), given.answers);
}

/**
 * @param {Data} data
 * @param {Screen[]} screens
 * @param {Answers} answers
 */
function levelOf(data, screens, answers) {
  /** @type {string[]} */
  const levels = [];
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { questions } of screens) {
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
 * Returns where a screen stands among others.
 *
 * @param {Screen[]} screens
 * @param {Screen} screen
 */
export function placeOf(screens, screen) {
  return screens.findIndex(({ id }) => id === screen.id);
}

/**
 * Returns the level of the card that follows a screen, if any. Before the first self-test, only the
 * levels in `levels_at_once` show their card before everything is asked.
 *
 * @param {Data} data
 * @param {Screen} screen
 * @param {Given} given
 */
export function cardAt(data, screen, given) {
  const level = levelAt(data, screen, given);
  if (level === data.levels.at(-1)) return undefined;
  const last = chosenScreens(data, given).findLast(({ self_test: own }) => !own);
  const waits = !screen.self_test && screen.id !== last?.id && !data.levels_at_once.includes(level);
  return waits ? undefined : level;
}

/**
 * Returns the level of the card of a stop that has ended the tests, if there is one.
 *
 * @param {Data} data
 * @param {Given} given
 */
export function cardOfStop(data, given) {
  const open = firstOpen(data, given);
  return open && isStopped(open, given.answers) ? cardAt(data, open, given) : undefined;
}

/**
 * Returns the fields that hold a warning sign. Screens outside this visit count too: their fields
 * can have been answered elsewhere.
 *
 * @param {Data} data
 * @param {Answers} answers
 */
export function signsIn(data, answers) {
  const questions = data.screens
    .flatMap((screen) => screen.questions)
    .filter((one) => levelOf(data, [{ id: "", questions: [one] }], answers) !== data.levels.at(-1));
  return new Set(questions.flatMap(({ fields }) => fields.map(({ id }) => id)));
}

/**
 * Returns the fields that are asked before any self-test.
 *
 * @param {Data} data
 */
export function checksIn(data) {
  const questions = data.screens.filter(({ self_test: own }) => !own).flatMap((one) => one.questions);
  return new Set(questions.flatMap(({ fields }) => fields.map(({ id }) => id)));
}

/**
 * Returns the first screen that keeps the reader from a later one: an answer is missing or wrong on
 * it, or its answers lead to a card.
 *
 * @param {Data} data
 * @param {Given} given
 * @returns {Screen | undefined}
 */
export function firstOpen(data, given) {
  return chosenScreens(data, given).find(
    (screen) =>
      problemsOn(screen, given, data.numbers).length > 0 || cardAt(data, screen, given) !== undefined,
  );
}

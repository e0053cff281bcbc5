/**
 * Checks what was typed, against the patterns, limits and messages in the page's data. Python
 * checks again, and decides; a test compares the two.
 *
 * @module
 */

/**
 * @typedef {"cm" | "in"} Unit
 *
 * @typedef {object} Numbers how a number is written and read
 * @property {string} length pattern of a length, groups `number` and `unit`
 * @property {string} whole pattern of a whole number
 * @property {number} longest most characters
 * @property {number} decimals of a length in centimeters
 * @property {Record<string, string>} plain what a character means in a number
 * @property {Record<string, [Unit, number]>} units by how readers write them: the unit that messages are in,
 *   and its length in centimeters
 *
 * @typedef {{ question: string, is_one_of: string[] }} Condition
 *
 * @typedef {object} Option
 * @property {string} id
 * @property {string} [level]
 * @property {string} [group]
 * @property {boolean} [alone]
 *
 * @typedef {object} Field
 * @property {string} id
 * @property {"left" | "right"} [side]
 * @property {Record<string, Record<string, string>>} [messages] by unit (empty: none), then by fault
 * @property {Record<string, string>} [refused] by option
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {"length" | "whole-number" | "scale" | "choice" | "choices"} kind
 * @property {Field[]} fields
 * @property {number} trials
 * @property {boolean} [optional]
 * @property {Option[]} [options]
 * @property {number} [least]
 * @property {number} [most]
 * @property {number} [unusual_below]
 * @property {number} [unusual_above]
 * @property {number} [apart]
 * @property {Condition} [show_when]
 * @property {Condition} [hide_when]
 * @property {boolean} [until_hit] not asked once the answers of an earlier screen lead to a card
 * @property {{ value: number, level: string }} [level_from]
 *
 * @typedef {{ question: string, message: string, kind: "error" | "confirm" }} Problem
 *
 * @typedef {Record<string, string[]>} Answers trimmed texts without blanks, by field
 */

// What Python's str.strip() removes. JavaScript's trim() differs in a handful of characters.
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");

/** @param {string} text */
export function strip(text) {
  return text.replace(ENDS, "");
}

/**
 * Returns the parts of a number as it was typed, or nothing when it is not one.
 *
 * @param {string} text
 * @param {string} pattern
 * @param {Numbers} numbers
 */
function parts(text, pattern, numbers) {
  if (text.length > numbers.longest) return null;
  const plain = [...text].map((sign) => numbers.plain[sign] ?? sign).join("");
  return new RegExp(`^(?:${pattern})$`).exec(strip(plain));
}

/**
 * @param {string} written
 * @param {Numbers} numbers
 */
function unitOf(written, { units }) {
  return Object.hasOwn(units, written.toLowerCase()) ? units[written.toLowerCase()] : undefined;
}

/**
 * Returns a length with its unit; a number without one is in the unit of the switch.
 *
 * @param {string} text
 * @param {Unit} unit
 * @param {Numbers} numbers
 */
export function withUnit(text, unit, numbers) {
  const found = parts(text, numbers.length, numbers);
  return found && !found.groups?.unit ? `${text} ${unit}` : text;
}

/**
 * Returns what the reader has to correct or to confirm in one field.
 *
 * @param {Question} question
 * @param {Field} field
 * @param {string[]} texts
 * @param {{ unit: Unit, confirmed: Set<string>, numbers: Numbers }} how
 * @returns {Problem[]}
 */
export function check(question, field, texts, { unit, confirmed, numbers }) {
  const isLength = question.kind === "length";
  /**
   * @param {string} fault
   * @param {string} [inUnit]
   * @param {"error" | "confirm"} [kind]
   */
  const problem = (fault, inUnit = unit, kind = "error") => [
    { question: field.id, message: field.messages?.[isLength ? inUnit : ""]?.[fault] ?? "", kind },
  ];
  if (texts.length === 0) return question.optional ? [] : problem("empty");
  if (question.kind === "choice" || question.kind === "choices") {
    return texts.flatMap((text) => {
      const message = field.refused?.[text];
      return message ? [{ question: field.id, message, kind: /** @type {const} */ ("error") }] : [];
    });
  }
  const isConfirmed = confirmed.has(field.id);
  const values = [];
  for (const text of texts) {
    const found = parts(text, isLength ? numbers.length : numbers.whole, numbers);
    const { sign, number, whole = 0, top, bottom, unit: written = unit } = found?.groups ?? {};
    const [inUnit, centimeters = 1] = unitOf(written, numbers) ?? [];
    if (!found || !inUnit) return problem("not-a-number");
    let value = number ? Number(number.replace(",", ".")) : Number(whole) + Number(top) / Number(bottom);
    if (sign === "-") value = -value;
    if (isLength) value = Number((value * centimeters).toFixed(numbers.decimals));
    if (value < (question.least ?? -Infinity) || value > (question.most ?? Infinity)) {
      return problem("out-of-range", inUnit);
    }
    const isUnusual =
      value < (question.unusual_below ?? -Infinity) || value > (question.unusual_above ?? Infinity);
    if (isUnusual && !isConfirmed) return problem("unusual", inUnit, "confirm");
    values.push(value);
  }
  const spread = Math.max(...values) - Math.min(...values);
  return spread > (question.apart ?? Infinity) && !isConfirmed
    ? problem("apart", unit, "confirm")
    : [];
}

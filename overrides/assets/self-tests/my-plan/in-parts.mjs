/**
 * Asks Python about saved days in as many requests as needed: a request has a longest length, and
 * no day may be left out because there are many.
 *
 * @module
 */

/** @typedef {{ sets: any[], refused: string[], csv: string }} Read what Python says of saved days */

const LINE = "\r\n";

/**
 * Returns the answers to all requests as one. If only some requests are refused, their messages
 * stand beside the rest; if all are, the first message is the answer.
 *
 * @param {unknown[]} sets
 * @param {number} most how many characters of sets a request holds
 * @param {(part: unknown[]) => Promise<any>} ask
 * @returns {Promise<{ ok?: Read, error?: { message: string } } | undefined>} nothing when Python says
 *   nothing
 */
export async function askInParts(sets, most, ask) {
  const answers = [];
  for (const part of inParts(sets, most)) {
    const answer = await ask(part);
    if (!answer) return undefined;
    answers.push(answer);
  }
  const read = answers.flatMap(({ ok }) => ok ?? []);
  const errors = answers.flatMap(({ error }) => error ?? []);
  if (read.length === 0 && errors[0]) return { error: errors[0] };
  return {
    ok: {
      sets: read.flatMap((one) => one.sets),
      refused: [...read.flatMap((one) => one.refused), ...errors.map(({ message }) => message)],
      // The table of each answer begins with the column names: only the first ones stay.
      csv: read.map(({ csv }, number) => (number ? csv.slice(csv.indexOf(LINE) + LINE.length) : csv)).join(""),
    },
  };
}

/**
 * @param {unknown[]} sets
 * @param {number} most
 * @returns {unknown[][]} at least one part; a set that is longer than a request is a part of its own
 */
function inParts(sets, most) {
  /** @type {unknown[][]} */
  const parts = [[]];
  let length = 0;
  for (const set of sets) {
    const more = lengthOf(set);
    length += more;
    if (length > most && parts.at(-1)?.length) {
      parts.push([]);
      length = more;
    }
    parts.at(-1)?.push(set);
  }
  return parts;
}

/**
 * Returns the sets with only the latest ones filled, as many as one request holds. The others are
 * left empty, so that they are still counted.
 *
 * @param {unknown[]} sets oldest first
 * @param {number} most how many characters of sets a request holds
 */
export function latest(sets, most) {
  let length = 0;
  return sets.map(lengthOf).reduceRight(
    (all, more, place) => {
      length += more;
      return [length > most ? {} : sets[place], ...all];
    },
    /** @type {unknown[]} */ ([]),
  );
}

/**
 * @param {unknown} value
 * @returns {number} how many characters it takes in a request that holds it as JSON within a text
 */
export function lengthOf(value) {
  return JSON.stringify(JSON.stringify(value)).length;
}

/**
 * Asks Python about saved days in as many requests as it takes: no day is left out because there are
 * many, and a request may be only so long.
 *
 * @module
 */

/** @typedef {{ sets: any[], refused: string[], csv: string }} Read what Python says of saved days */

const LINE = "\r\n";

/**
 * Returns what all requests say together. What only one of them was refused for is told beside the
 * rest; where nothing could be read it is the answer.
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
      // Each table begins with the names of its columns.
      csv: read.map(({ csv }, number) => (number ? csv.slice(csv.indexOf(LINE) + LINE.length) : csv)).join(""),
    },
  };
}

/**
 * @param {unknown[]} sets
 * @param {number} most
 * @returns {unknown[][]} at least one part; a set that is longer than a request has one of its own
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
 * Returns as many sets as there are, with those that one request holds: the latest. Each of the
 * others only counts.
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
 * @returns {number} its characters in a request, also as a text inside of one
 */
export function lengthOf(value) {
  return JSON.stringify(JSON.stringify(value)).length;
}

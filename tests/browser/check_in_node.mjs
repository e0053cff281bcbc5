/**
 * Runs the page's own checks outside a browser. Reads JSON `{data, forms}` on standard input and
 * writes, for each form, the problems, the level and the request that the element would send.
 *
 * @module
 */

import { text } from "node:stream/consumers";

import { strip } from "../../overrides/assets/self-tests/form/answer-checks.mjs";
import { levelAt, problemsOn } from "../../overrides/assets/self-tests/form/flow.mjs";
import { request } from "../../overrides/assets/self-tests/form/form-request.mjs";

/** @import { Data, Given } from "../../overrides/assets/self-tests/form/flow.mjs" */

/** @type {{ data: Data, forms: { typed: Record<string, string[]>, confirmed: string[], unit: "cm" | "in" }[] }} */
const { data, forms } = JSON.parse(await text(process.stdin));

const results = forms.map(({ typed, confirmed, unit }) => {
  /** @type {Given} */
  const given = { answers: {}, confirmed: new Set(confirmed), unit };
  for (const [field, entries] of Object.entries(typed)) {
    const texts = entries.map(strip).filter(Boolean);
    if (texts.length > 0) given.answers[field] = texts;
  }
  return {
    problems: data.screens.flatMap((screen) => problemsOn(screen, given, data.numbers)),
    level: levelAt(data, /** @type {any} */ (data.screens.at(-1)), given),
    request: request(data, given),
  };
});
process.stdout.write(JSON.stringify(results));

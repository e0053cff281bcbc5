/**
 * Draws a report into the templates of a result, and prints it. Python writes every word and
 * number; this module only puts them in their places.
 *
 * @module
 */

import { filled } from "../shared/fill-template.mjs";
import { dayText, today } from "../shared/saved-results.mjs";
import { sessionOf } from "../shared/sessions.mjs";

/** @import { DrillReport, LineReport, Report, ResultReport } from "../shared/wire.d.ts" */

// In the order of the page.
export const PLAN = ["result-minutes", "result-begin", "result-plan", "sheet-plan"];
export const RESULT = [
  "result-start",
  "result-certainty",
  "result-picture",
  "result-today",
  "result-numbers",
  "result-end",
  "result-after",
  "sheet-result",
  "sheet-certainty",
  "sheet-retest",
  "sheet-end",
  ...PLAN,
];

/**
 * Returns a report with what the templates need beside it: days in words, a row for each line, and
 * the first session.
 *
 * @param {Report} report
 * @param {{ bundle: string | undefined, answers: object[] }} page
 */
export function shown(report, { bundle, answers }) {
  const results = report.results.map((result) => ({
    ...result,
    version: report.definitions[result.self_test],
    bundle,
    retest: result.retest && {
      ...result.retest,
      date_text: result.retest.date && dayText(result.retest.date),
    },
  }));
  const rows = rowsOf(report.lines, results);
  const named = rows.find(({ line }) => line === report.lead);
  const first = named ?? (rows.length === 1 ? rows[0] : undefined);
  const again = [first?.lead, ...results].find((result) => result?.retest)?.retest;
  return {
    ...report,
    results,
    rows,
    lead: first?.lead,
    decided: first?.decided,
    surer: report.lines.flatMap(({ missing }) => missing)[0],
    again,
    ...ofDay(report, 1),
    readings: allDrills(report).filter(({ parts }) => parts.length === 0),
    date_text: dayText(today()),
    answers,
  };
}

/**
 * @template {ResultReport} R
 * @param {readonly LineReport[]} lines
 * @param {R[]} results
 */
function rowsOf(lines, results) {
  const named = lines.map((line) => ({
    ...line,
    results: line.measures.flatMap((id) => results.filter(({ measure }) => measure === id)),
  }));
  const others = results
    .filter(({ measure }) => !lines.some(({ measures }) => measures.includes(measure)))
    .map((result) => ({ title: result.title, line: "", decided: null, results: [result] }));
  return [...named, ...others]
    .filter((row) => row.results.length > 0)
    .map((row) => ({
      ...row,
      lead: row.decided ? undefined : row.results.find(({ sides }) => sides.length),
    }));
}

/**
 * Returns one session of a result's week, and its drills with the sets that fit into it.
 *
 * @param {Report} report
 * @param {number} day from 1
 */
export function ofDay(report, day) {
  const session = report.plan ? sessionOf(report.plan, day) : undefined;
  /** @type {(DrillReport & { text: string })[]} */
  const drills = (session?.drills ?? []).flatMap(({ drill: id, text }) =>
    allDrills(report)
      .filter(({ drill }) => drill === id)
      .map((drill) => ({ ...drill, text })),
  );
  return { session, drills_today: drills };
}

/** @param {Report} report */
function allDrills({ plan }) {
  return [...(plan?.drills ?? []), ...(plan?.base ?? [])];
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {object} scope
 */
export function fill(element, name, scope) {
  const template = /** @type {HTMLTemplateElement} */ (
    element.querySelector(`[data-template="${name}"]`)
  );
  element.querySelector(`[data-fill="${name}"]`)?.replaceChildren(filled(template, scope));
}

/**
 * Prints one part. Some browsers return from `print()` at once and lay out the pages later, more
 * than once: the part stays chosen until the reader uses the page again.
 *
 * @param {string} part what to print, without the page around it
 */
export function print(part) {
  const { dataset } = document.documentElement;
  const back = new AbortController();
  const { signal } = back;
  const begin = () => {
    dataset.printing = part;
  };
  const end = () => {
    delete dataset.printing;
  };
  begin();
  addEventListener("beforeprint", begin, { signal });
  addEventListener("afterprint", end, { signal });
  signal.addEventListener("abort", end);
  for (const type of ["pointerdown", "keydown"]) {
    addEventListener(type, () => back.abort(), { signal, capture: true });
  }
  window.print();
}

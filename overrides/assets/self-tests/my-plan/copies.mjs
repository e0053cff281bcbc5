/**
 * Copies of what is saved: downloads a file to keep or for a spreadsheet, reads one back, deletes
 * everything.
 *
 * @module
 */

import { download } from "../shared/download.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { drop } from "../shared/offline.mjs";
import { isSure, newControls, pressed } from "../shared/presses.mjs";
import { load, readable } from "../shared/saved-results.mjs";
import { plain, remove, save } from "../shared/saving.mjs";
import { forget } from "../shared/visit-memory.mjs";
import { joined } from "./check-ins.mjs";
import { ask, askSaved, now } from "./plan-asking.mjs";
import { one, page } from "./plan-page.mjs";

export const copies = /** @type {HTMLDetailsElement} */ (one("#copy"));

/**
 * Makes the buttons work that download a copy, delete everything, and read a copy back.
 *
 * @param {() => Promise<void>} show shows what is saved now
 * @param {() => { csv: string } | undefined} read returns what Python last said about what is saved
 */
export function offerCopies(show, read) {
  const said = one("[data-said]");
  page.addEventListener("click", async (event) => {
    const button = pressed(event);
    if (!button) return;
    newControls();
    const { dataset } = button;
    switch (dataset.do) {
      case "json": {
        const { sets, checkIns } = load();
        const copy = { version: 1, sets: plain(sets), check_ins: checkIns };
        download("self-tests.json", "application/json", JSON.stringify(copy, null, 1));
        break;
      }
      case "csv": {
        const { csv } = read() ?? {};
        if (csv) download("self-tests.csv", "text/csv", csv);
        said.textContent = (csv ? "" : dataset.failed) ?? "";
        break;
      }
      case "remove": {
        if (!(await isSure(button, said))) break;
        forget();
        const isDone = await drop().then(remove, () => remove() && false);
        said.textContent = (isDone ? dataset.done : dataset.failed) ?? "";
        await show();
        said.scrollIntoView({ block: "nearest" });
        break;
      }
    }
  });
  page.addEventListener("change", async ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    const file = box.files?.[0];
    if (!file) return;
    copies.open = true;
    said.textContent = one("[data-waiting]").dataset.waitingText ?? "";
    said.textContent = await bringBack(file, box.dataset).catch(() => box.dataset.unread ?? "");
    box.value = "";
    await show();
    // The days that were read back appear above the message and push it down.
    said.scrollIntoView({ block: "nearest" });
  });
}

/**
 * Saves the content of a file. It may be anything: Python reads it, and what Python refuses is not
 * saved.
 *
 * @param {File} file
 * @param {DOMStringMap} words
 * @returns {Promise<string>} what was saved, and what was not
 */
async function bringBack(file, words) {
  const text = compact((await file.text()) || " ");
  const isLong = JSON.stringify(text).length > Number(words.most);
  const days = isLong ? setsIn(text) : undefined;
  if (isLong && !days) return words.large ?? "";
  const answer = days
    ? await askSaved(days, (part) => ({ text: JSON.stringify({ sets: part }) }))
    : await ask({ do: "saved", text, ...now() });
  if (!answer?.ok) return answer?.error?.message ?? words.broken;
  const { sets, refused } = answer.ok;
  const found = readable(text).checkIns;
  if (sets.length + found.length === 0) return refused.join("\n");
  const { problem, counts } = save(sets, { checkIns: joined(load().checkIns, found) });
  const said = problem
    ? [words[problem]]
    : [words.done, ...Object.entries(counts).map(([what, count]) => count && filledIn(words[what], { count }))];
  const aside = sets.flatMap((/** @type {any} */ each) => each.set_aside);
  return [...said, ...new Set(aside), ...refused].filter(Boolean).join("\n");
}

/**
 * @param {string} text of a file that is too long for one request
 * @returns {unknown[] | undefined} the days in it, not checked yet
 */
function setsIn(text) {
  try {
    const { sets } = JSON.parse(text);
    return Array.isArray(sets) ? sets : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {string} the same JSON without spaces, which are half of a copy's length
 */
function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}


/**
 * The page "My plan": shows what is saved in this browser, and lets the reader download it.
 *
 * @module
 */

import { all } from "../shared/dom.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { newControls } from "../shared/presses.mjs";
import { TAB, dayText, load, put, textUnder, today } from "../shared/saved-results.mjs";
import { plain, takeOver } from "../shared/saving.mjs";
import { DONE, SAVED, SESSION } from "../shared/storage-names.mjs";
import { isTold, isWarned, watchVisit } from "../shared/visit-memory.mjs";
import { copies, offerCopies } from "./copies.mjs";
import { latest } from "./in-parts.mjs";
import { offerInstall } from "./install.mjs";
import { ask, askSaved, now, wrongClock } from "./plan-asking.mjs";
import { counted, fill, fold, one, page } from "./plan-page.mjs";
import { Today } from "./today.mjs";
import { draw } from "./trends.mjs";

/** @import { MeasureProgressReport } from "../shared/wire.d.ts" */

/** What Python last said about what is saved. @type {any} */
let read;
let turn = 0;
/** What was opened to be printed, and is closed again afterwards. @type {HTMLElement[]} */
const unfolded = [];
const ofToday = new Today(page, ask);
/** The day that is shown. */
let day = today();

offerInstall(one("[data-install]"));
offerCopies(show, () => read);

async function show() {
  const mine = (turn += 1);
  day = today();
  const { sets, plan, unit, isNewer } = load();
  const isEmpty = sets.length === 0;
  // The plan was deleted, perhaps in another tab, and the session in this tab belonged to it.
  if (!plan && !isTold()) for (const name of [SESSION, DONE]) put(name, "", TAB);
  page.ariaBusy = "true";
  // Makes the menu look again whether a plan is saved.
  dispatchEvent(new Event("saved"));
  one("[data-empty]").hidden = !isEmpty || Boolean(plan?.plan?.week?.length);
  // Also for what was saved under our name by something else.
  one("[data-needs-saved]").hidden = !textUnder(SAVED);
  const isOpening = "opening" in page.dataset;
  if (isOpening) copies.open = isEmpty && !plan;
  showPlan(plan);
  const shown = ofToday.show(isWarned() ? undefined : plan).catch(() => true);
  const waiting = one("[data-waiting]");
  if (isOpening && (plan || !isEmpty)) waiting.textContent = waiting.dataset.waitingText ?? "";
  const answer = isEmpty ? undefined : await askSaved(plain(sets), (part) => ({ sets: part, unit }));
  /** @type {any[]} */
  const readable = answer?.ok?.sets ?? [];
  const dated = readable.map((/** @type {any} */ { date, answers }) => ({ date, answers }));
  const compared = latest(dated, Number(one("[data-import]").dataset.most));
  const progress = dated.length > 1 ? await ask({ do: "progress", sets: compared, unit, ...now() }) : undefined;
  const isWhole = await shown;
  if (mine !== turn) return;
  read = answer?.ok;
  const { failed, newer } = waiting.dataset;
  const problem = isWhole && (isEmpty || read) ? "" : (answer?.error?.message ?? failed);
  waiting.textContent = [isNewer ? newer : "", wrongClock(), problem].filter(Boolean).join(" ");
  /** @type {MeasureProgressReport[]} */
  const measures = progress?.ok?.measures ?? [];
  const lead = measures.filter((each) => each.lead);
  const others = measures.filter((each) => !each.lead);
  fill("lead", lead.length > 0 ? { ...progress.ok, measures: lead } : undefined);
  fold("others", others.length > 0 ? { ...progress.ok, measures: others } : undefined, (words) => [
    counted(words, others.length),
  ]);
  draw([...lead, ...others]);
  fold("saved", read, (words) => [
    read.sets.length > 0 && counted(words, read.sets.length),
    read.refused.length > 0 && words.unread,
  ]);
  page.ariaBusy = "false";
  delete page.dataset.opening;
  if (isOpening) openNamed();
  newControls({ keys: false });
}

/** @param {import("../shared/saved-results.mjs").SavedPlan | undefined} plan */
function showPlan(plan) {
  // A warning sign of this visit also stops a plan that was saved before it.
  const isHeld = isWarned();
  one("[data-warned]").hidden = !plan || !isHeld;
  one("[data-other-edition]").hidden = !plan || String(plan.edition) === page.dataset.edition;
  if (!plan || isHeld) /** @type {HTMLDialogElement | null} */ (page.querySelector("dialog[open]"))?.close();
  try {
    const scope = plan && shownPlan(plan);
    const days = (scope?.retests ?? []).flatMap(({ date }) => date || []);
    const count = plan?.plan.week?.filter(({ drills }) => drills.length > 0).length;
    fold("plan", scope, (words) => [
      count && filledIn(words.sessions, { count }),
      days.length > 0 && filledIn(words.again, { date: dayText(days.sort()[0]) }),
    ]);
  } catch {
    // It was saved under our name by something else: the days are shown without it.
    fold("plan", undefined, () => []);
  }
}

/** @param {import("../shared/saved-results.mjs").SavedPlan} plan */
function shownPlan({ date, plan, retests }) {
  return {
    date_text: dayText(date),
    plan,
    retests: [retests ?? []]
      .flat()
      .map((each) => ({ ...each, date_text: each?.date ? dayText(each.date) : "" })),
  };
}

/** Opens the part that the address names. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (!(named instanceof HTMLDetailsElement) || !page.contains(named)) return;
  named.open = true;
  named.scrollIntoView();
}

// Another tab has saved or deleted something, also while this page was in the background.
addEventListener("storage", () => void show());
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) void show();
});
// The page may stay open overnight, above all on a home screen.
addEventListener("visibilitychange", () => {
  if (day !== today()) void show();
});
addEventListener("hashchange", () => {
  openNamed();
  void show();
});
addEventListener("beforeprint", () => {
  for (const each of all(page, "[data-for-paper]:not([open])")) {
    each.setAttribute("open", "");
    unfolded.push(each);
  }
});
addEventListener("afterprint", () => {
  for (const each of unfolded.splice(0)) each.removeAttribute("open");
});
let wasWarned = isWarned();
watchVisit(() => {
  if (wasWarned === isWarned()) return;
  wasWarned = isWarned();
  void show();
});
for (const part of all(page, "[data-needs-script]")) part.hidden = false;
page.dataset.live = "";
takeOver();
void show();

/**
 * The buttons that start a plan's sessions: which can be pressed, what is asked before, and where
 * the focus goes afterwards.
 *
 * @module
 */

import { write } from "../form/signals.mjs";
import { all, focusAfter, one } from "../shared/dom.mjs";
import { filledIn } from "../shared/fill-template.mjs";
import { newControls, pressed } from "../shared/presses.mjs";
import { Session, reached } from "./session-player.mjs";

/** @import { Part } from "./session-player.mjs" */

/**
 * What each place offers now.
 *
 * @type {WeakMap<Element, { plan: any, mayStart: boolean, asks: boolean, during: string }>}
 */
const offers = new WeakMap();

/**
 * Makes the buttons of a plan's sessions work, or hides all of them.
 *
 * @param {Element} root what holds the buttons, the question before a session, and the player
 * @param {any} plan one from an older edition may have no parts to play
 * @param {object} how
 * @param {boolean} how.mayStart
 * @param {boolean} how.waits whether an open session is closed, too, because an answer has to come first
 * @param {string} how.during the sentence that is shown during a whole session; none if empty
 * @param {boolean} [how.asks] whether to ask for warning signs first; not needed right after the safety check
 */
export function offerSessions(root, plan, { mayStart, waits, during, asks = true }) {
  // Once: a listener that is there already is not added.
  root.addEventListener("click", begin);
  offers.set(root, { plan, mayStart, asks, during });
  label(root);
  if (waits) /** @type {HTMLDialogElement | null} */ (root.querySelector("dialog[open]"))?.close();
}

/**
 * Shows the buttons of sessions that can be started; one that was left half way says so.
 *
 * @param {Element} root
 */
function label(root) {
  const { plan, mayStart } = offerOf(root);
  const { onward } = one(root, "[data-session-player]").dataset;
  for (const button of all(root, "[data-session]")) {
    const led = ledBy(plan, button.getAttribute("value"));
    button.hidden = !mayStart || !led[0];
    button.dataset.start ??= button.textContent ?? "";
    write(button, led[0] && reached(led)[0] ? filledIn(onward, led[0]) : button.dataset.start);
  }
}

/** @param {Element} root */
function offerOf(root) {
  return /** @type {NonNullable<ReturnType<typeof offers.get>>} */ (offers.get(root));
}

/**
 * Hides the buttons of a plan's sessions, as long as it is not known whether one may be started.
 *
 * @param {Element} root
 */
export function hideSessions(root) {
  const offer = offers.get(root);
  // A session that closes later shows none of them either.
  if (offer) offer.mayStart = false;
  for (const button of all(root, "[data-session]")) button.hidden = true;
}

/**
 * Returns the drills through which one session leads. An older edition, or another page, may have saved
 * drills that cannot be played.
 *
 * @param {any} plan
 * @param {string | null} number of the session
 * @returns {any[]}
 */
function ledBy({ week, drills = [], base = [] }, number) {
  const session = week.find((/** @type {any} */ { day }) => String(day) === number);
  return (session?.drills ?? []).flatMap((/** @type {any} */ { drill: id, sets, dose }) =>
    [...drills, ...base]
      .filter(({ drill }) => drill === id)
      .map((drill) => ({
        ...drill,
        dose: dose || drill.dose,
        day: session.title,
        parts: [drill.parts ?? []].flat().filter((/** @type {Part} */ part) => part?.set <= sets),
      }))
      .filter(({ parts }) => parts.length > 0),
  );
}

/** @param {Event} event */
function begin(event) {
  const button = pressed(event, "[data-session]");
  if (!button) return;
  const root = /** @type {Element} */ (event.currentTarget);
  const { plan, asks, during } = offerOf(root);
  const led = ledBy(plan, button.value).map((drill) => ({ ...drill, during }));
  // The button that opened the session may be hidden then: the focus goes to what took its place.
  const play = () =>
    new Session(root, led, plan, () => {
      label(root);
      focusAfter(root);
    });
  // What was left half way may have been left for a reason.
  if (asks || reached(led)[0]) askForSigns(root, play);
  else play();
}

/**
 * Asks for the warning signs with which no session is started.
 *
 * @param {Element} root gets the event `session-sign` if there is one
 * @param {() => void} start
 */
function askForSigns(root, start) {
  const dialog = /** @type {HTMLDialogElement} */ (one(root, "[data-session-signs]"));
  const back = new AbortController();
  addEventListener("popstate", () => dialog.close(""), { signal: back.signal });
  dialog.returnValue = "";
  dialog.onclick = (event) => {
    const button = pressed(event);
    if (button) dialog.close(button.value);
  };
  dialog.onclose = () => {
    back.abort();
    newControls();
    if (dialog.returnValue === "none") start();
    if (dialog.returnValue !== "sign") return;
    // What follows from it is Python's to say: until then there is no session, even if it never does.
    hideSessions(root);
    root.dispatchEvent(new Event("session-sign"));
  };
  dialog.showModal();
  newControls();
}

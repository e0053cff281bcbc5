/**
 * Finds out whether a newer deploy has replaced the one that this page is from, and says so: files
 * that the page has not loaded yet are gone then. Asks when something did not load, and when the
 * reader comes back to a page that was open for a while.
 *
 * @module
 */

import { all } from "./dom.mjs";
import { pressed } from "./presses.mjs";
import { canKeep } from "./visit-memory.mjs";

const DEPLOY = new URL("../../../deploy.json", import.meta.url);
// How long a page may be open, in milliseconds, before a return to it asks.
const WHILE = 600_000;

let asked = Date.now();

/** Offers to reload if there is a newer deploy. Says nothing if that cannot be found out. */
export async function lookForDeploy() {
  asked = Date.now();
  if (!(await isReplaced())) return;
  const isKept = canKeep();
  for (const part of all(document, "[data-if-kept]")) part.hidden = !isKept;
  for (const part of all(document, "[data-unless-kept]")) part.hidden = isKept;
  for (const part of all(document, "[data-replaced]")) part.hidden = false;
  // Trying again would ask for the same files, which are gone.
  for (const button of all(document, "[data-until-replaced]")) button.hidden = true;
}

async function isReplaced() {
  try {
    const answer = await fetch(DEPLOY, { cache: "no-store" });
    const { scripts, bundle } = await answer.json();
    const own = JSON.parse(document.getElementById("self-tests-bundle")?.textContent ?? "");
    if (typeof scripts !== "string" || typeof bundle !== "string") return false;
    return !import.meta.url.includes(`/${scripts}/`) || bundle !== own.digest;
  } catch {
    return false;
  }
}

/** A reader who comes back after a while may find a newer deploy. */
function comeBack() {
  if (document.visibilityState === "visible" && Date.now() - asked > WHILE) void lookForDeploy();
}

document.addEventListener("visibilitychange", comeBack);
addEventListener("pageshow", comeBack);
document.addEventListener("click", (event) => {
  if (pressed(event, "[data-reload]")) location.reload();
});

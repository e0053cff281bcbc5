/**
 * Offers to put My plan on the home screen: once, after the first session, and only where the browser
 * says that it can.
 *
 * @module
 */

import { newControls } from "./presses.mjs";
import { load } from "./saved.mjs";
import { OFFERED } from "./storage-names.mjs";

/**
 * What a browser hands out when a site can be installed; TypeScript does not know it.
 *
 * @typedef {Event & { prompt: () => Promise<{ outcome: "accepted" | "dismissed" }> }} Offer
 */

/** @type {Offer | undefined} */
let offer;

/**
 * Looks after the part of a page that offers it.
 *
 * @param {HTMLElement} place
 */
export function offerInstall(place) {
  const page = /** @type {HTMLElement} */ (place.closest("self-test-plan"));
  const show = () => {
    const wasHidden = place.hidden;
    place.hidden = !offer || isOffered() || !load().checkIns.some(({ done }) => done);
    if (wasHidden && !place.hidden) newControls({ keys: false });
  };
  addEventListener("beforeinstallprompt", (event) => {
    // The browser's own bar would come before anybody has a plan.
    event.preventDefault();
    offer = /** @type {Offer} */ (event);
    show();
  });
  page.addEventListener("session-done", show);
  addEventListener("saved", show);
  addEventListener("appinstalled", () => {
    remember();
    show();
  });
  place.addEventListener("click", async ({ target }) => {
    const { do: what } = target instanceof HTMLElement ? target.dataset : {};
    if (!what) return;
    remember();
    const asked = what === "install" ? await offer?.prompt().catch(() => undefined) : undefined;
    // What is on the home screen is meant to stay, and what it shows with it.
    if (asked?.outcome === "accepted") void navigator.storage?.persist?.();
    show();
  });
}

function isOffered() {
  try {
    return localStorage.getItem(OFFERED) !== null;
  } catch {
    // Nothing was saved then, so there is nothing to come back to.
    return true;
  }
}

function remember() {
  try {
    localStorage.setItem(OFFERED, "");
  } catch {
    // Then it is offered again.
  }
}

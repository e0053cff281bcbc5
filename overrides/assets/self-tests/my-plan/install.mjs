/**
 * Offers to put My plan on the home screen: once, after the first session, and only if the browser
 * supports it.
 *
 * @module
 */

import { newControls } from "../shared/presses.mjs";
import { load, put, textUnder } from "../shared/saved-results.mjs";
import { OFFERED } from "../shared/storage-names.mjs";

/**
 * The event of a browser in which a site can be installed; TypeScript does not know it.
 *
 * @typedef {Event & { prompt: () => Promise<{ outcome: "accepted" | "dismissed" }> }} Offer
 */

/** @type {Offer | undefined} */
let offer;

/**
 * Runs the part of a page that offers it.
 *
 * @param {HTMLElement} place
 */
export function offerInstall(place) {
  const page = /** @type {HTMLElement} */ (place.closest("self-test-plan"));
  const show = () => {
    const wasHidden = place.hidden;
    place.hidden = !offer || textUnder(OFFERED) !== null || !load().checkIns.some(({ done }) => done);
    if (wasHidden && !place.hidden) newControls({ keys: false });
  };
  addEventListener("beforeinstallprompt", (event) => {
    // The browser would show its own offer before the reader has a plan.
    event.preventDefault();
    offer = /** @type {Offer} */ (event);
    show();
  });
  page.addEventListener("session-done", show);
  addEventListener("saved", show);
  addEventListener("appinstalled", () => {
    put(OFFERED, OFFERED);
    show();
  });
  place.addEventListener("click", async ({ target }) => {
    const { do: what } = target instanceof HTMLElement ? target.dataset : {};
    if (!what) return;
    put(OFFERED, OFFERED);
    const asked = what === "install" ? await offer?.prompt().catch(() => {}) : undefined;
    // A reader who installs the page means to keep what it shows: the browser should not delete it.
    if (asked?.outcome === "accepted") void navigator.storage?.persist?.();
    show();
  });
}

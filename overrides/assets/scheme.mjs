/**
 * The light and dark switch in the header, and the box "Still picture" below each figure that moves.
 * A reader's choice is kept; until there is one, the page follows the system. The page's head has
 * already set both, before the first paint.
 */

const KEY = "site-scheme";
// The theme's names for light and dark.
const SCHEMES = ["default", "slate"];
const page = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
/** @type {HTMLButtonElement | null} */
const button = document.querySelector("button[data-scheme-switch]");

/** @returns {string | undefined} the reader's own choice, if there is one and storage is open */
function chosen() {
  try {
    return SCHEMES.find((scheme) => scheme === localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

/** @param {string} scheme one of `SCHEMES` */
function show(scheme) {
  page.setAttribute("data-md-color-scheme", scheme);
  for (const color of document.querySelectorAll("meta[data-scheme]")) {
    const { dataset } = /** @type {HTMLElement} */ (color);
    color.setAttribute("media", dataset.scheme === scheme ? "all" : "not all");
  }
  button?.setAttribute("aria-pressed", String(scheme === "slate"));
}

function follow() {
  show(chosen() ?? (systemIsDark.matches ? "slate" : "default"));
}

function change() {
  const scheme = page.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
  show(scheme);
}

if (button) {
  follow();
  button.hidden = false;
  button.addEventListener("click", change);
  systemIsDark.addEventListener("change", follow);
}

// One box is all of them: the page's root holds the choice.
const STILL = "site-still";

function followStill() {
  for (const box of document.querySelectorAll(".figure__hold input")) {
    /** @type {HTMLInputElement} */ (box).checked = "still" in page.dataset;
  }
}

followStill();
addEventListener("pageshow", followStill);
addEventListener("change", ({ target }) => {
  const box = /** @type {HTMLInputElement} */ (target);
  if (!box.matches(".figure__hold input")) return;
  page.toggleAttribute("data-still", box.checked);
  followStill();
  try {
    localStorage.setItem(STILL, box.checked ? "1" : "");
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
});
